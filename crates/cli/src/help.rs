//! What `--help` says. Never longer than a screen per command.

/// `rulescape --help`.
pub const GENERAL: &str = "\
rulescape: who promises what about AI, and who recognises it

Usage: rulescape COMMAND …

Commands:
  pack DIR -o OUT     turn a folder of YAML facts into an atlas: OSCAL catalogs, descriptors, hashes
  inspect FILE…       say what a file is, what it holds and what is wrong with it
  compare A B…        put rule sets side by side, topic by topic

`rulescape COMMAND --help` tells more about one command. `rulescape --version` prints the version.
";

/// `rulescape pack --help`.
pub const PACK: &str = "\
Turns a folder of YAML facts into an atlas that any static web server can offer

Usage: rulescape pack DIR -o OUT

  DIR            folder with international/, communities/, relations/ and models/ (docs/formats/facts.md)
  -o, --out OUT  folder for the atlas (docs/formats/atlas.md); an older atlas there is replaced

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

Usage: rulescape compare A B… [--topic TOPIC]… [--atlas ATLAS] [--format json|csv|markdown]

  A, B…            ids of rule sets (for example eu-ai-act), or paths of OSCAL catalogs
  --topic TOPIC    only rules on this topic; may be repeated
  --atlas ATLAS    where ids are looked up: an atlas folder, its atlas.json, or a folder of YAML facts.
                   Without it: $RULESCAPE_ATLAS, then dist/atlas, then data
  --format FORMAT  markdown (default), csv (RFC 4180, one line per rule) or json (docs/formats/cli.md)

A topic on which an examined rule set has no rule is shown as silent.

Exit: 0 compared, 2 a rule set was not found or a file cannot be used
";
