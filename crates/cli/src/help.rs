//! What `--help` says. Never longer than a screen per command.

/// `rulescape --help`.
pub const GENERAL: &str = "\
rulescape: who promises what about AI, and who recognises it

Usage: rulescape COMMAND …

Commands:
  pack DIR -o OUT     turn a folder of YAML facts into an atlas: OSCAL catalogs, descriptors, hashes
  inspect FILE…       say what a file is, what it holds and what is wrong with it
  compare A B…        put rule sets side by side, topic by topic
  resolve PROFILE     print the catalog that an OSCAL profile comes to
  verify FILE         judge what is signed, by the keys that you choose
  sign FILE           sign a JSON document or a package of them
  trust-root          print the logs and authorities of the public Sigstore instance that are built in

`rulescape COMMAND --help` tells more about one command. `rulescape --version` prints the version.
";

/// `rulescape pack --help`.
pub const PACK: &str = "\
Turns a folder of YAML facts into an atlas that any static web server can offer

Usage: rulescape pack DIR -o OUT [--sign KEY]…

  DIR            folder with international/, communities/, relations/ and models/ (docs/formats/facts.md), and the
                 attestations that evidence.yaml lists (docs/formats/evidence.md)
  -o, --out OUT  folder for the atlas (docs/formats/atlas.md); an older atlas there is replaced
  --sign KEY     an Ed25519 or P-256 private key, PKCS #8 in PEM: signs every OSCAL file (signatures/) and a manifest of
                 all files (package.manifest.json); several keys sign the same

Everything wrong in DIR is listed as FILE:LINE: reason, and then nothing is written.
The same DIR always gives the same bytes.

Exit: 0 written, 1 something was refused or could not be written, 2 the command line was not understood
";

/// `rulescape inspect --help`.
pub const INSPECT: &str = "\
Says what files are, what they hold and what is wrong with them

Usage: rulescape inspect FILE… [--json]

  FILE    an OSCAL catalog, an atlas (its folder or its datapackage.json), or any other JSON file.
          For an atlas every listed file is hashed and compared, and unlisted files are named.
  --json  print JSON (docs/formats/cli.md)

A hash that matches shows that a file is the one the package lists, nothing more.

Exit: 0 all were read, 2 at least one cannot be used or does not match its hash
";

/// `rulescape compare --help`.
pub const COMPARE: &str = "\
Puts two to eight rule sets side by side, topic by topic, with the same engine as the page

Usage: rulescape compare A B… [--mapping FILE]… [CHOICE]… [--atlas ATLAS] [--format FORMAT] [--page URL]

  A, B…            ids of rule sets (for example eu-ai-act), or paths of OSCAL catalogs; paths of
                   profiles too, if the catalogs they import are in the atlas or among the paths
  --mapping FILE   an OSCAL mapping collection that says which rules correspond; may be repeated
  CHOICE           only some rules, by the words of the page's links; all but the last three may be repeated:
                   --topic T, --modality M, --binds WHO, --binding B, --status S, --mechanism M,
                   --support read|memory, --kind K, --layer L, --ground stated|inferred|similar|topic,
                   --text WORDS, --asof YYYY-MM-DD; --stated hides suggestions, --spoken hides topics on
                   which all are silent
  --atlas ATLAS    where ids are looked up: an atlas folder, its atlas.json, or a folder of YAML facts.
                   Without it: $RULESCAPE_ATLAS, then dist/atlas, then data
  --format FORMAT  markdown (default), csv (RFC 4180, one line per rule), json, html (one page that needs
                   nothing else) or svg (the matrix as a picture); shapes: docs/formats/export.md
  --page URL       address of the copy of the page to which links lead. Without it: $RULESCAPE_PAGE, then
                   http://localhost:8080/, where `cargo xtask serve` shows it

The page's own files are the same, byte for byte, if --page is the address where it was opened.

A topic on which an examined rule set has no rule is shown as silent.

Exit: 0 compared, 2 a rule set was not found or a file cannot be used
";

/// `rulescape resolve --help`.
pub const RESOLVE: &str = "\
Prints the catalog that an OSCAL profile and its imports come to, as OSCAL JSON

Usage: rulescape resolve PROFILE [--catalog FILE]… [--catalog HREF=FILE]… [--json]

  PROFILE              an OSCAL profile in JSON
  --catalog FILE       the catalog or profile that is imported; of several, the one whose name the import ends with
  --catalog HREF=FILE  the file for the import that the profile writes as HREF
  --json               changes nothing: the result is always JSON

Without --catalog, imports are looked for beside the profile, by their path and by the last part of their address; for
catalog.xml the catalog.json beside it is taken. Nothing is fetched. What was ignored or unclear is told on standard
error. The same input always gives the same bytes. Rules and choices: docs/formats/profile.md

Exit: 0 resolved, 1 cannot be resolved (an import is missing, a circle, another OSCAL version),
      2 a file cannot be used
";

/// `rulescape verify --help`.
pub const VERIFY: &str = "\
Judges what is signed: envelopes, sidecars, bundles, credentials, notes, histories, folders

Usage: rulescape verify FILE [--signature SIDECAR] [--key KEY]… [options]

  FILE                  a document, a package manifest, a folder, or something that is signed inside
  --signature SIDECAR   the signature beside it
  --key KEY             a public key that you choose: a file in PEM, JWK or Multikey, or the Multikey or did:key itself;
                        may be repeated
  --offered-key KEY     a key that came with the material and proves nothing by itself
  --threshold N         how many different chosen keys must have signed
  --trust-root FILE     logs and authorities of a Sigstore instance; `public` for the built-in public one, which is
                        taken if none is given; `none` for none; may be repeated
  --identity NAME       who must have signed with a short-lived certificate; --issuer URL: who vouched for that
  --anchor CERT         a certificate authority of your own; --registry-keys FILE: keys.json of an npm registry
  --note-key VKEY       a key of a log or witness
  --with FILE           a status list, did-witness.json, or the document or history of an identifier; may be repeated
  --leave-out NAME      a file of a signed folder that is not part of it; may be repeated
  --line N, --entry N   only the Nth line of a bundle, the Nth attestation of a list
  --at TIME             judge as of this time (2026-01-31T12:00:00Z) instead of now
  --json                print JSON (docs/formats/verdict.md)

Nothing is fetched. A confirmed signature shows who signed and that nothing changed, not that it is true.

Exit: 0 confirmed by a key you chose, 1 broken, 2 input cannot be used, 3 not checkable here,
      4 intact but nobody you chose vouches for the key, 5 unsigned
";

/// `rulescape sign --help`.
pub const SIGN: &str = "\
Signs a JSON document, or a package manifest and every file it lists; `trestle verify` reads the result

Usage: rulescape sign FILE --key KEY… -o SIDECAR [--name NAME]

  FILE               a JSON document, or a manifest with primaryArtifact and artifacts
  --key KEY          an Ed25519 or P-256 private key, PKCS #8 in PEM, without a password; with several, all sign
  -o, --out SIDECAR  where the signature goes
  --name NAME        the name that the statement gives the document; else the file's own

The signature covers the canonical form (RFC 8785), so spacing and the order of members may change.

Exit: 0 written, 2 input cannot be used
";

/// `rulescape trust-root --help`.
pub const TRUST_ROOT: &str = "\
Prints the trusted root of the public Sigstore instance that is built in, as its publisher wrote it, and as of when

Usage: rulescape trust-root > FILE

`rulescape verify` takes this root where no --trust-root is given. Other tools (`cosign --trusted-root FILE`) check with the
same keys then, and ask no network. Its date is printed on standard error; keys that came later are not in it.

Exit: 0 printed
";
