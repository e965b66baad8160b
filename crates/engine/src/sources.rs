//! What is loaded, from where, with which problems; and the rule sets to choose from. Never fetches anything.

use std::collections::BTreeMap;

use ident::SourceClass;
use model::Model;
use protocol::{SetRef, SourceFile, SourcesView};

use crate::engine::Loaded;
use crate::view;

/// Rule sets to compare: all that have rules, by issuer and title.
pub(crate) fn choices(model: &Model) -> Vec<SetRef> {
    let mut choices: Vec<SetRef> = model
        .set_ixs()
        .filter(|set| model.rule_set(*set).rules > 0)
        .map(|set| view::set_ref(model, set))
        .collect();
    ident::order::sort_by_key(&mut choices, |set| {
        (
            model::words::fold(&set.issuer),
            model::words::fold(&set.title),
            set.id.clone(),
        )
    });
    choices
}

/// A file's entry with the rule sets it brought.
pub(crate) fn with_sets(model: &Model, at: usize, loaded: &Loaded) -> SourceFile {
    let mut file = loaded.file.clone();
    file.sets = model
        .set_ixs()
        .filter(|set| model.rule_set(*set).file as usize == at)
        .map(|set| view::set_ref(model, set))
        .collect();
    file
}

pub(crate) fn sources(model: &Model, files: Vec<SourceFile>) -> SourcesView {
    let mut classes: Vec<(SourceClass, u32)> =
        SourceClass::ALL.iter().map(|class| (*class, 0)).collect();
    let mut hosts: BTreeMap<&str, u32> = BTreeMap::new();
    for set in model.set_ixs() {
        for ix in model.rules_of(set) {
            let rule = model.rule(ix);
            if rule.withdrawn {
                continue;
            }
            for (class, count) in &mut classes {
                *count += u32::from(rule.source_class == Some(*class));
            }
            if let Some(host) = host(view::source_url(model, ix)) {
                *hosts.entry(host).or_default() += 1;
            }
        }
    }
    classes.retain(|(_, count)| *count > 0);
    let mut hosts: Vec<(String, u32)> = hosts
        .into_iter()
        .map(|(host, count)| (host.to_owned(), count))
        .collect();
    ident::order::sort_by(&mut hosts, |a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    SourcesView {
        files,
        classes,
        hosts,
    }
}

/// The host of a web address, without `www.`, user name and port.
pub(crate) fn host(url: &str) -> Option<&str> {
    let rest = url
        .strip_prefix("https://")
        .or_else(|| url.strip_prefix("http://"))?;
    let authority = rest.split(['/', '?', '#']).next()?;
    let host = authority.rsplit('@').next()?.split(':').next()?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    (!host.is_empty()).then_some(host)
}

#[cfg(test)]
mod tests {
    #[test]
    fn hosts_of_addresses() {
        let check = |url, expected| assert_eq!(super::host(url), expected, "{url}");
        check("https://www.example.org/a?b", Some("example.org"));
        check("http://user@example.org:8080", Some("example.org"));
        check("mailto:a@example.org", None);
        check("https://", None);
    }
}
