/** Of the caller's environment what apt and pip need to reach their registries, and where they may write. */
export function installerEnvironment(): Record<string, string> {
  const kept = Object.entries(process.env).filter(([name]) =>
    /^(PATH|HOME|LANG|TMPDIR|PIP_.*|.*_proxy|SSL_.*|REQUESTS_CA_BUNDLE)$/i.test(name),
  );
  return Object.fromEntries(kept.map(([name, value]) => [name, value ?? '']));
}
