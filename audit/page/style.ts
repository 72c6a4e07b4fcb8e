import type { Text } from '../pack/contents';

/**
 * The page's style. On paper each sheet bears the day and the report's hash, so that none is taken for another's.
 * @param asOf `YYYY-MM-DD`
 */
export function styleOf(asOf: string, hash: string): string {
  const [day, digest] = [asOf.replaceAll(/[^0-9-]/g, ''), hash.replaceAll(/[^0-9a-f]/g, '')];
  const margins = `@page{@top-right{content:"SHA-256 ${digest}";${small}}@bottom-left{content:"${day}";${small}}@bottom-right{content:counter(page) " / " counter(pages);${small}}}`;
  return [style, `${print}}`, margins, partsOf()].join('\n');
}

const small = 'font:6.5pt ui-monospace,monospace;color:#333';

/** Colours are pairs of at least 4.5 : 1 in both schemes; no meaning rests on one of them. */
const style = `:root{color-scheme:light dark;--ink:#1b1f24;--paper:#fff;--soft:#f3f5f7;--line:#c3c9d0;--dim:#4d5661;--link:#0b4f9e;--good:#14602c;--bad:#a11616;--open:#7a4a00;--goodback:#e7f4ea;--badback:#fdeaea;--openback:#fff3dc;font:16px/1.5 system-ui,sans-serif}
@media (prefers-color-scheme:dark){:root{--ink:#e8eaed;--paper:#15181c;--soft:#1f2429;--line:#4a525b;--dim:#b3bac2;--link:#8fbdf5;--good:#8bd6a0;--bad:#ff9c9c;--open:#f2c374;--goodback:#16301f;--badback:#3b1919;--openback:#37290f}}
*{box-sizing:border-box}
html{scroll-padding-top:1rem;-webkit-text-size-adjust:100%}
html[lang=de] .en,html[lang=en] .de{display:none}
body{margin:0;background:var(--paper);color:var(--ink)}
header,main,footer{max-width:78rem;margin:0 auto;padding:1rem}
main{padding-top:0}
h1{font-size:1.6rem;line-height:1.2;margin:.5rem 0}
h2{font-size:1.25rem;margin:0 0 .75rem;border-bottom:2px solid var(--line);padding-bottom:.25rem}
h3{font-size:1.05rem;margin:1.25rem 0 .5rem}h4{font-size:1rem;margin:1rem 0 .25rem}
section{margin:2.5rem 0}
.lead{font-size:1.1rem}
p{max-width:70ch}
a{color:var(--link)}a.link{text-decoration:none;font-weight:400;color:var(--dim)}
code{font:.875em ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;overflow-wrap:anywhere}
bdi{overflow-wrap:anywhere}
:focus-visible{outline:3px solid var(--link);outline-offset:2px}
.skip{position:absolute;left:-99rem;background:var(--paper);padding:.5rem 1rem}.skip:focus{left:.5rem;top:.5rem;z-index:1}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.bar{display:flex;flex-wrap:wrap;gap:.5rem;justify-content:space-between;align-items:baseline}
button{font:inherit;color:var(--ink);background:var(--soft);border:1px solid var(--dim);border-radius:4px;padding:.35rem .75rem;min-height:2.25rem;cursor:pointer}
button[aria-pressed=true]{background:var(--ink);color:var(--paper);font-weight:600}
input[type=search]{font:inherit;color:var(--ink);background:var(--paper);border:1px solid var(--dim);border-radius:4px;padding:.4rem .6rem;width:min(32rem,100%)}
input[type=checkbox]{width:1.1rem;height:1.1rem;flex:none;margin:.2rem 0 0;accent-color:var(--link)}
nav ul{display:flex;flex-wrap:wrap;gap:.25rem 1rem;padding:0;list-style:none;margin:.75rem 0 0}
nav a{display:inline-block;padding:.2rem 0}
.facts{display:grid;grid-template-columns:max-content 1fr;gap:.15rem 1rem;margin:.75rem 0}.facts dt{color:var(--dim)}.facts dd{margin:0;overflow-wrap:anywhere}
.sandbox,.claim{border-left:4px solid var(--open);background:var(--openback);padding:.6rem 1rem;margin:1rem 0;max-width:none}
.sandbox{border:3px dashed var(--open);font-weight:700}
.wide{overflow-x:auto;margin:.75rem 0}
table{border-collapse:collapse;width:100%;font-size:.9375rem}
caption{text-align:left;font-weight:600;padding:.25rem 0}
th,td{text-align:left;vertical-align:top;padding:.45rem .75rem .45rem 0;border-top:1px solid var(--line);font-weight:400;min-width:6rem}
thead th{font-weight:600;border-top:0;color:var(--dim)}
td ul{margin:0;padding-left:1.1rem}#controls td ul{list-style:none;padding:0}
#single-losses th,#single-losses td{min-width:8rem;padding-right:1rem}
dl dt{font-weight:600}dl dd{margin:0 0 .25rem}
.outcome{font-weight:600;white-space:nowrap}.outcome.pass{color:var(--good)}.outcome.fail{color:var(--bad)}.outcome.undecided,.outcome.notObservable,.outcome.exempt{color:var(--open)}
.sign{margin-right:.4rem}
tr.withstands>*{background:var(--goodback)}tr.lost>*{background:var(--badback)}tr.undecided>*{background:var(--openback)}
tr.withstands>th,tr.lost>th,tr.undecided>th{padding-left:.5rem}
.board{display:grid;gap:0 1.5rem;grid-template-areas:'drawn' 'switches' 'answers'}.board>*{min-width:0}.drawn{grid-area:drawn}.answers{grid-area:answers}
@media screen and (min-width:72rem){.board{grid-template:'drawn switches' auto 'answers switches' 1fr/minmax(0,1fr) 21rem}.board .switches{align-self:start;position:sticky;top:.5rem;max-height:calc(100vh - 1rem);overflow:auto}}
.switches{grid-area:switches;border:1px solid var(--line);border-radius:6px;padding:0 1rem;margin:1rem 0}
fieldset{border:0;padding:0;margin:.5rem 0 1rem;display:grid;grid-template-columns:repeat(auto-fill,minmax(min(19rem,100%),1fr));gap:.3rem 1rem}
fieldset.row{display:flex;flex-wrap:wrap}
legend{font-weight:600;padding:0;margin-bottom:.3rem}legend span::first-letter{text-transform:uppercase}
label{display:flex;gap:.5rem;align-items:flex-start}label[for]{display:block}
details{margin:.75rem 0}summary{cursor:pointer;font-weight:600;padding:.3rem 0}
.rule,article,details>div{content-visibility:auto;contain-intrinsic-size:auto 12rem}
.rule{margin:0 0 1.5rem}
.rule li,#hits li{margin:.4rem 0;overflow-wrap:anywhere}
.map{display:block;width:100%;min-width:44rem;max-width:60rem;height:auto}
.map text{font:13px system-ui,sans-serif;fill:var(--ink)}.map .name{font-size:16px;font-weight:700}.map .strong{font-weight:600}.map .key{font:12px ui-monospace,Menlo,Consolas,monospace;fill:var(--dim)}.map .middle{text-anchor:middle;font-size:12px}.map .sign{font-size:16px;font-weight:700}
.map .site{fill:var(--soft);stroke:var(--dim)}.map .rule{stroke:var(--line)}.map .tunnel{fill:none;stroke:var(--link);stroke-width:2}
.copy rect{fill:var(--goodback);stroke:var(--good)}
.copy.lost rect,.copy.missing rect{fill:var(--badback);stroke:var(--bad);stroke-dasharray:5 3}.copy.lost text:not(.sign,.key){text-decoration:line-through}.copy.undecided rect{fill:var(--openback);stroke:var(--open);stroke-dasharray:2 2}
html:not(.scripted) .switches,html:not(.scripted) #query,html:not(.scripted) [data-speak]{opacity:.6}
@media (prefers-reduced-motion:no-preference){.copy rect,tr>*{transition:fill .15s,background-color .15s}}
@media (max-width:40rem){.facts{grid-template-columns:1fr}.facts dd{margin-bottom:.4rem}}
tr.group>th{font-weight:400;background:var(--soft);padding:.3rem .5rem}tr.group:not(:first-child)>th{border-top:2px solid var(--line)}
.paper{display:none}`;

/** For a binder: dense, holes on the left, and what the screen folds or links stands as text. */
const print = `@page{size:A4;margin:16mm 12mm 15mm 20mm}
@media print{:root{color-scheme:light;--ink:#000;--paper:#fff;--soft:#f1f3f5;--line:#999;--dim:#333;--link:#000;--good:#14602c;--bad:#a11616;--open:#7a4a00;--goodback:#fff;--badback:#fff;--openback:#fff;font-size:8.5pt;line-height:1.35}
nav,.skip,.switches,#search,.speak,#survival-count,a.link,#rules :is(th,td):nth-child(n+4),#rules .link{display:none!important}
.paper{display:block}
header,main,footer{max-width:none;padding:0}p{max-width:none;margin:.4rem 0}section{margin:1.2rem 0}
h1{font-size:1.5rem}h2{margin-bottom:.4rem}h3{margin:.8rem 0 .3rem}h4{margin:.6rem 0 .2rem}
h2,h3,h4,caption,summary,thead,tr.group{break-after:avoid}#controls h3+p{break-after:avoid}#map{break-before:page}tr,li,.map{break-inside:avoid}thead{display:table-header-group}p,li{orphans:3;widows:3}
.wide{overflow:visible;margin:.4rem 0}.map{min-width:0;max-width:150mm;margin:0 auto}details{margin:.4rem 0}.rule{margin-bottom:.8rem}
table{font-size:7.5pt;line-height:1.25}th,td{min-width:0!important;padding:.18rem .5rem .18rem 0!important}tr.group>th{padding-left:.3rem!important}code{font-size:.87em}td ul{padding-left:.9rem}.rule li{margin:.2rem 0}
#reach thead th:first-child{width:26%}#reach td{padding-right:0!important}
#controls thead th:first-child{width:11%}#controls thead th:nth-child(2){width:31%}#controls thead th:nth-child(3){width:11%}
#controls table:has(thead th:nth-child(5)) thead th{width:auto}
#rules thead th:first-child{width:38%}#rules thead th:nth-child(3){width:16%}#promise thead th:nth-child(3){width:50%}
.outcome{white-space:normal}
details::details-content{content-visibility:visible;display:block;block-size:auto}.rule,article,details>div{content-visibility:visible}
summary{list-style:none}a{text-decoration:none;color:inherit}`;

/** Parts of the binder: each begins on a sheet of its own, whose head names it. */
const parts: readonly (Text & { readonly name: string; readonly sections: readonly string[] })[] = [
  {
    name: 'promise',
    sections: ['promise', 'map', 'residency'],
    de: 'Versprechen, Ausfälle, Aufenthalt',
    en: 'Promise, losses, residency',
  },
  { name: 'access', sections: ['reach', 'keys'], de: 'Erreichbarkeit, Schlüssel', en: 'Reach, keys' },
  { name: 'controls', sections: ['controls'], de: 'Gesetze und Normen', en: 'Laws and standards' },
  {
    name: 'verdicts',
    sections: ['exceptions', 'undecided', 'findings', 'search', 'coverage'],
    de: 'Ausnahmen, Feststellungen, Abdeckung',
    en: 'Exceptions, findings, coverage',
  },
  {
    name: 'files',
    sections: ['questions', 'assumptions', 'files', 'repeat'],
    de: 'Fragen, Annahmen, Dateien',
    en: 'Questions, assumptions, files',
  },
];

/** A part's head in the language that is shown; `content` knows no attribute of the document. */
function partsOf(): string {
  return parts
    .flatMap(({ name, sections, ...text }) =>
      (['de', 'en'] as const).map((language) => {
        const page = `${name}-${language}`;
        const chosen = `html[lang=${language}] :is(${sections.map((id) => `#${id}`).join(',')})`;
        const first = name === 'promise' ? `html[lang=${language}] header{page:${page}}` : '';
        return `${first}@media print{${chosen}{page:${page}}}@page ${page}{@top-left{content:"${text[language]}";${small}}}`;
      }),
    )
    .join('');
}
