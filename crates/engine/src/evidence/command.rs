//! The command that repeats a verdict on another machine. Never runs one, never leaves out what the verdict hangs on.

use trust::Outcome;
use trust::examine::Exhibit;
use trust::keys::PublicKey;
use trust::sigstore::key_list;
use trust::verdict::Check;

use super::content::Content;
use super::corpus::{Corpus, Item};
use super::judge::{Ground, Judgement, WITNESSES};
use super::recognise::Kind;
use super::shelf::{file_of, folder_of};

/// One attestation and what came of it.
pub(super) struct Case<'a> {
    pub(super) ground: &'a Ground<'a>,
    pub(super) judgement: &'a Judgement,
    pub(super) item: &'a Item,
    pub(super) exhibit: &'a Exhibit,
    pub(super) content: &'a Content,
    /// Which of the viewpoint's expected signers decided, where a certificate names one.
    pub(super) expected: Option<usize>,
}

/// A piece of a command.
pub(super) enum Word<'a> {
    /// As it is.
    Said(String),
    /// A loaded file, by its name.
    File(&'a str),
}

/// `rulescape verify …` as it would be typed: keys in it, small files that it needs written before it.
pub(super) fn verify(case: &Case<'_>) -> String {
    let Some(kind) = case.kind() else {
        return String::new();
    };
    let mut before = String::new();
    let mut words = case.files(kind);
    if !matches!(kind, Kind::Note | Kind::LogProof) {
        let counting = case.judgement.counting();
        // Every chosen key: which of them counted is part of the verdict.
        for (number, key) in (1..).zip(&counting) {
            case.key("--key", &["chosen-", &number.to_string()].concat(), key)
                .add(&mut before, &mut words);
        }
        let offered = case.offered().filter(|key| !counting.contains(key));
        for (number, key) in (1..).zip(offered) {
            let name = ["offered-", &number.to_string()].concat();
            case.key("--offered-key", &name, &key)
                .add(&mut before, &mut words);
        }
    } else {
        for log in &case.judgement.lens.viewpoint.logs {
            words.push(Word::said(&[" --note-key ", &quoted(log.key.trim())]));
        }
    }
    if case.is_bundle(kind) {
        case.roots(&mut before, &mut words);
    }
    let viewpoint = &case.judgement.lens.viewpoint;
    let expected = case.expected.and_then(|at| viewpoint.identities.get(at));
    if let Some(identity) = expected {
        for (option, value) in [
            (" --identity ", &identity.name),
            (" --issuer ", &identity.issuer),
        ] {
            if !value.is_empty() {
                words.push(Word::said(&[option, &quoted(value)]));
            }
        }
    }
    if viewpoint.threshold > 1 {
        let threshold = viewpoint.threshold.to_string();
        words.push(Word::said(&[" --threshold ", &threshold]));
    }
    for name in case.companions(kind) {
        words.push(Word::said(&[" --with "]));
        words.push(Word::File(name));
    }
    words.push(Word::said(&[" --at ", &case.judgement.now.to_string()]));
    [&before, "rulescape verify ", &written(&words)].concat()
}

/// An option whose value is a file that has to be written first, or not.
struct Written {
    before: String,
    option: String,
}

impl Written {
    fn add(self, before: &mut String, words: &mut Vec<Word<'_>>) {
        before.push_str(&self.before);
        words.push(Word::Said(self.option));
    }
}

/// A command that writes a text into a file.
pub(super) fn to_file(text: &str, name: &str) -> String {
    format!("printf '%s\\n' {} > {name}\n", quoted(text.trim_end()))
}

impl<'a> Case<'a> {
    /// What kind of file it is in.
    pub(super) fn kind(&self) -> Option<Kind> {
        self.ground.shelf.books.get(self.item.book as usize)?.kind
    }

    /// Name of the file it is in.
    pub(super) fn name(&self) -> &'a str {
        let book = self.ground.shelf.books.get(self.item.book as usize);
        book.map_or("", |book| book.name)
    }

    /// The document that it lies beside.
    pub(super) fn document(&self) -> Option<&'a str> {
        let at = self.item.beside?;
        Some(self.ground.shelf.books.get(at as usize)?.name)
    }

    fn files(&self, kind: Kind) -> Vec<Word<'a>> {
        if self.is_folder() {
            let [folder, own] = self.folder();
            return vec![folder, Word::said(&[" --signature "]), own];
        }
        if kind == Kind::Lines {
            let line = self.item.line.to_string();
            return vec![Word::File(self.name()), Word::said(&[" --line ", &line])];
        }
        let mut words = match self.document() {
            Some(document) => vec![
                Word::File(document),
                Word::said(&[" --signature "]),
                Word::File(self.name()),
            ],
            None => vec![Word::File(self.name())],
        };
        if matches!(kind, Kind::Npm | Kind::Pypi) {
            let entry = (self.item.nth + 1).to_string();
            words.push(Word::said(&[" --entry ", &entry]));
        }
        words
    }

    /// It was compared with the files of a folder.
    pub(super) fn is_folder(&self) -> bool {
        self.exhibit.label == "Signed folder"
    }

    /// The signed folder and the signature in it.
    pub(super) fn folder(&self) -> [Word<'a>; 2] {
        let name = self.name();
        match folder_of(name).strip_suffix('/') {
            Some(folder) if !folder.is_empty() => [Word::File(folder), Word::File(name)],
            // Loaded without a folder: typed in it.
            _ => {
                let own = quoted(&["./", name].concat());
                [Word::said(&["."]), Word::Said(own)]
            }
        }
    }

    /// Where files that a command needs are written: never among those of a signed folder.
    pub(super) fn aside(&self, name: &str) -> String {
        match self.is_folder() && !self.name().contains('/') {
            true => ["../", name].concat(),
            false => name.to_owned(),
        }
    }

    /// It may hang on certificates, logs and the keys of registries.
    fn is_bundle(&self, kind: Kind) -> bool {
        match kind {
            Kind::Sigstore | Kind::Npm | Kind::Pypi | Kind::Pep740 => true,
            Kind::Lines => {
                let bytes = Corpus::bytes(&self.ground.shelf, self.item);
                trust::dsse::Envelope::from_bytes(bytes).is_err()
            }
            _ => false,
        }
    }

    fn key(&self, option: &str, name: &str, key: &PublicKey) -> Written {
        match key.to_multikey() {
            Some(multikey) => Written {
                before: String::new(),
                option: [" ", option, " ", &multikey].concat(),
            },
            None => {
                let file = self.aside(&[name, ".pub.pem"].concat());
                Written {
                    before: to_file(&pem(key), &file),
                    option: [" ", option, " ", &file].concat(),
                }
            }
        }
    }

    /// Keys that came along and matter: those that signed, and those that a hint in the file names.
    pub(super) fn offered(&self) -> impl Iterator<Item = PublicKey> {
        let bytes = Corpus::bytes(&self.ground.shelf, self.item);
        let text = String::from_utf8_lossy(bytes);
        let holders = self.ground.holders.list.iter().map(|one| &one.key);
        let hinted =
            holders.filter(|key| key.hints().iter().any(|hint| text.contains(hint.as_str())));
        let mut keys: Vec<PublicKey> = Vec::new();
        // The signer of a certificate is in the certificate, and counts by its name only.
        let own = matches!(
            self.exhibit.judged.verdict.outcome(Check::Certificate),
            Outcome::NotApplicable
        );
        let signers = self.exhibit.judged.verdict.signers().iter();
        for key in signers.filter(|_| own).chain(hinted) {
            if !keys.contains(key) {
                keys.push(key.clone());
            }
        }
        keys.into_iter()
    }

    /// The chosen roots: loaded files by their name, others written out first.
    fn roots(&self, before: &mut String, words: &mut Vec<Word<'a>>) {
        let lens = &self.judgement.lens;
        if lens.root.is_none() {
            words.push(Word::said(&[" --trust-root none"]));
        }
        for (number, root) in (1..).zip(&lens.viewpoint.roots) {
            let text = root.text.as_str();
            if text.is_empty() {
                words.push(Word::said(&[" --trust-root public"]));
                continue;
            }
            let (option, ending) = if text.contains("-----BEGIN ") {
                (" --anchor ", "pem")
            } else if key_list(text.as_bytes()).is_ok_and(|keys| !keys.is_empty()) {
                (" --registry-keys ", "json")
            } else {
                (" --trust-root ", "json")
            };
            words.push(Word::said(&[option]));
            let books = &self.ground.shelf.books;
            match books
                .iter()
                .find(|book| book.bytes == Some(text.as_bytes()))
            {
                Some(book) => words.push(Word::File(book.name)),
                None => {
                    let name = self.aside(&format!("root-{number}.{ending}"));
                    before.push_str(&to_file(text, &name));
                    words.push(Word::Said(name));
                }
            }
        }
    }

    /// The files that it was judged with: those that its atlas names, and all status lists.
    fn lists(&self) -> Vec<usize> {
        let shelf = &self.ground.shelf;
        let book = shelf.books.get(self.item.book as usize);
        let named = book.map_or(&[][..], |book| book.with);
        let named = named.iter().filter_map(|digest| shelf.with_bytes(digest));
        let lists = (0..)
            .zip(&shelf.books)
            .filter(|(_, book)| book.is_status_list());
        let mut all: Vec<usize> = named.chain(lists.map(|(at, _)| at)).collect();
        ident::order::sort(&mut all);
        all.dedup();
        all
    }

    /// Files that the verdict hangs on besides the document.
    fn companions(&self, kind: Kind) -> Vec<&'a str> {
        let books = &self.ground.shelf.books;
        let witness = |of: usize| {
            let at = self.ground.shelf.beside(of, WITNESSES)?;
            Some(books.get(at)?.name)
        };
        match kind {
            Kind::History => witness(self.item.book as usize).into_iter().collect(),
            Kind::Credential => {
                let own = Corpus::bytes(&self.ground.shelf, self.item);
                let mut texts = vec![String::from_utf8_lossy(own)];
                let mut names = Vec::new();
                for at in self.lists() {
                    if let Some(book) = books.get(at)
                        && at != self.item.book as usize
                    {
                        names.push(book.name);
                        texts.extend(book.bytes.map(String::from_utf8_lossy));
                    }
                }
                // Documents of identifiers that it or a list names, the best vouched of each.
                let holders = &self.ground.holders.list;
                for holder in holders {
                    let named = !holder.did.is_empty()
                        && texts.iter().any(|text| text.contains(&holder.did));
                    let better = holders.iter().any(|other| {
                        other.did == holder.did && (other.by, other.book) < (holder.by, holder.book)
                    });
                    let Some(book) = books.get(holder.book).filter(|_| named && !better) else {
                        continue;
                    };
                    for name in [Some(book.name), witness(holder.book)]
                        .into_iter()
                        .flatten()
                    {
                        if !names.contains(&name) {
                            names.push(name);
                        }
                    }
                }
                names
            }
            _ => Vec::new(),
        }
    }
}

impl Word<'_> {
    /// Joins what it is made of.
    pub(super) fn said(parts: &[&str]) -> Self {
        Self::Said(parts.concat())
    }
}

/// A key as other tools read it.
pub(super) fn pem(key: &PublicKey) -> String {
    trust::pem::armour("PUBLIC KEY", &key.to_spki())
}

/// A command with its files as they lie to each other: typed in the innermost folder that has them all.
pub(super) fn written(words: &[Word<'_>]) -> String {
    let names = words.iter().filter_map(|word| match word {
        Word::File(name) => Some(*name),
        Word::Said(_) => None,
    });
    let shared = names
        .map(folder_of)
        .reduce(shared_folder)
        .unwrap_or_default();
    let mut line = String::new();
    for word in words {
        match word {
            Word::Said(text) => line.push_str(text),
            Word::File(name) => {
                let below = name.strip_prefix(shared).unwrap_or(name);
                // From two places on the web there is no way that both lie below.
                let below = if below.contains("://") {
                    file_of(below)
                } else {
                    below
                };
                line.push_str(&quoted(below));
            }
        }
    }
    line
}

/// The innermost folder that both folders lie in; each ends with a slash or is empty.
fn shared_folder<'a>(one: &'a str, other: &'a str) -> &'a str {
    let same = one
        .bytes()
        .zip(other.bytes())
        .take_while(|(one, other)| one == other)
        .count();
    let shared = folder_of(one.get(..same).unwrap_or_default());
    // Two hosts have no folder in common.
    if shared.ends_with("//") { "" } else { shared }
}

/// A word for a shell, whatever is in it: file names come from strangers.
pub(super) fn quoted(text: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "._-/+=:@".contains(c);
    let option = text.starts_with('-');
    if !text.is_empty() && !option && text.chars().all(plain) {
        return text.to_owned();
    }
    // A text of many lines is no name of a file.
    let text = match option && !text.contains('\n') {
        true => ["./", text].concat(),
        false => text.to_owned(),
    };
    ["'", &text.replace('\'', r"'\''"), "'"].concat()
}

#[cfg(test)]
mod tests {
    use super::{Word, quoted, written};

    #[test]
    fn names_of_strangers_cannot_become_commands() {
        let check = |text: &str, expected: &str| assert_eq!(quoted(text), expected);
        check("a.json", "a.json");
        check("a; rm -rf x", "'a; rm -rf x'");
        check("it's", r"'it'\''s'");
        check("--key", "'./--key'");
        check("$(x)", "'$(x)'");
        check("", "''");
    }

    #[test]
    fn files_are_named_from_the_folder_that_has_them_all() {
        let check = |names: &[&'static str], expected: &str| {
            let mut words = Vec::new();
            for name in names {
                words.push(Word::said(&[" "]));
                words.push(Word::File(name));
            }
            assert_eq!(written(&words).trim_start(), expected);
        };
        check(&["https://a.example/x/a.json"], "a.json");
        check(
            &[
                "https://a.example/x/b/a.json",
                "https://a.example/x/c/d.json",
            ],
            "b/a.json c/d.json",
        );
        check(
            &["https://a.example/a.json", "https://b.example/b.json"],
            "a.json b.json",
        );
        check(&["x/a.json", "y/b.json"], "x/a.json y/b.json");
        check(&["xa/a.json", "xb/b.json"], "xa/a.json xb/b.json");
        check(&["a.json", "b.json"], "a.json b.json");
    }
}
