import type { Contents, Expiring } from '../../pack/contents';
import { anchor, both, code, english, list, plain, section, t, table } from '../html';

const kinds: Readonly<Record<Expiring['kind'], readonly [string, string]>> = {
  exception: ['Ausnahme', 'exception'],
  approval: ['Freigabe', 'approval'],
  algorithm: ['Verfahren', 'algorithm'],
  key: ['Schlüssel', 'key'],
  assumption: ['Annahme', 'assumption'],
  attestation: ['Testat', 'attestation'],
};

/** Exceptions, approvals, and whatever ends soon. */
export function exceptionsSection({ report, expiring }: Contents): string {
  const none = `<p>${t('Keine in Kraft.', 'None in force.')}</p>`;
  const exceptions = report.exceptions.map(({ policy, stack, address, reason, owner, expires }) => [
    code(policy),
    code(`${stack ?? ''}:${address ?? ''}`),
    english(reason),
    plain(owner),
    plain(expires),
  ]);
  const approvals = (report.approvals ?? []).map(({ file, approver, reason, issued, expires, approves }) => [
    code(file),
    `${plain(approver.name)}, ${plain(approver.role)} (${plain(approver.account)})`,
    english(reason),
    `${plain(issued)} – ${plain(expires)}`,
    list(approves.map((one) => `${plain(one.guard)}: ${code(`${one.stack}:${one.address}`)}`)),
  ]);
  const guarded = (report.guarded ?? []).filter(({ approvedBy }) => approvedBy === null);
  const soon = expiring.map(({ kind, name, until, days, what }) => {
    const [de, en] = kinds[kind];
    const left =
      days < 0
        ? `✕ ${t(`seit ${-days} Tagen abgelaufen`, `ended ${-days} days ago`)}`
        : t(`noch ${days} Tage`, `${days} days left`);
    return [code(name), t(de, en), plain(until), left, both(what)];
  });
  return section(
    'exceptions',
    t('Ausnahmen, Freigaben, Fristen', 'Exceptions, approvals, expiry'),
    `<h3>${t('Ausnahmen', 'Exceptions')}</h3>`,
    exceptions.length === 0
      ? none
      : table({
          caption: t('Ausnahmen in Kraft', 'Exceptions in force'),
          head: [
            t('Regel', 'rule'),
            t('Ressource', 'resource'),
            t('Grund', 'reason'),
            t('verantwortlich', 'owner'),
            t('endet', 'expires'),
          ],
          rows: exceptions,
        }),
    `<h3>${t('Freigaben', 'Approvals')}</h3>`,
    approvals.length === 0
      ? none
      : table({
          caption: t('Freigaben in Kraft', 'Approvals in force'),
          head: [
            t('Datei', 'file'),
            t('freigegeben von', 'approved by'),
            t('Grund', 'reason'),
            t('gültig', 'valid'),
            t('umfasst', 'covers'),
          ],
          rows: approvals,
        }),
    guarded.length === 0
      ? ''
      : `<p>✕ ${t('Ohne die nötige Freigabe', 'Without the approval that it needs')}: ${guarded
          .slice(0, 50)
          .map((one) => code(`${one.stack}:${one.address}`))
          .join(', ')}</p>`,
    `<h3 id="expiring">${t('Was innerhalb von 90 Tagen endet', 'What ends within 90 days')}</h3>`,
    soon.length === 0
      ? `<p>${t('Nichts.', 'Nothing.')}</p>`
      : table({
          caption: t('Fristen', 'Expiry'),
          head: [
            t('Name', 'name'),
            t('Art', 'kind'),
            t('bis', 'until'),
            t('Frist', 'time left'),
            t('Bedeutung', 'what it means'),
          ],
          rows: soon,
        }),
  );
}

/** What an auditor asks next, answered or named as open. */
export function questionsSection({ questions }: Contents): string {
  if (questions.length === 0) return '';
  return section(
    'questions',
    t('Was Prüfende als Nächstes fragen', 'What an auditor asks next'),
    ...questions.map(({ id, question, answer, open, table: rows }) => {
      const sign = open
        ? `<span class="outcome undecided">? ${t('offen', 'open')}</span>`
        : `<span class="outcome pass">✓ ${t('beantwortet', 'answered')}</span>`;
      const shown = rows
        ? table({
            caption: both(question),
            head: rows.head.map(both),
            rows: rows.rows.map((row) => row.map(plain)),
          })
        : '';
      return `<article id="${anchor('question', id)}"><h3>${both(question)}</h3><p>${sign} ${both(answer)}</p>${shown}</article>`;
    }),
  );
}
