// Where what is locked comes from: the official registry, with a hash of what was there.

const CRATES = "registry+https://github.com/rust-lang/crates.io-index";
const PACKAGES = "https://registry.npmjs.org/";

/** Only what lies in this repository has no source. */
const isOurs = ({ name, source }) => source === undefined && /^gloo-advisor(-|$)/.test(name);

/** A sentence for each crate of the lock file `file` that comes from elsewhere, or without a hash. */
export function crateSourceFaults(crates, file) {
  return crates.filter((one) => !isOurs(one)).flatMap(({ name, version, source, checksum }) => {
    const what = `The crate ${name} ${version} in ${file}`;
    if (source !== CRATES) return [`${what} comes from ${source ?? "a folder"}, not from crates.io.`];
    return /^[0-9a-f]{64}$/.test(checksum) ? [] : [`${what} has no SHA-256 checksum.`];
  });
}

/** The same of npm packages. One without an address comes from the registry, since npm leaves out no other. */
export function packageSourceFaults(packages, file) {
  return packages.flatMap(({ name, version, resolved, integrity, link }) => {
    const what = `The npm package ${name} ${version ?? ""}`.trimEnd() + ` in ${file}`;
    const from = resolved ?? (link ? "a folder" : PACKAGES);
    if (!from.startsWith(PACKAGES)) return [`${what} comes from ${from}, not from registry.npmjs.org.`];
    return /^sha512-/.test(integrity) ? [] : [`${what} has no SHA-512 integrity.`];
  });
}
