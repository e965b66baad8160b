//! Whom the reader relies on: joined with more, taken apart, in one line. Never chosen by anyone but the reader.

use protocol::Viewpoint;

/// One part of a viewpoint, so that it can be taken out again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// A community, by its id.
    Community(String),
    /// A key.
    Key(String),
    /// A log or witness, by its verifier key.
    Log(String),
    /// An authority, by its place in the list: its text may be empty.
    Root(usize),
    /// A signer's name, by its place in the list.
    Identity(usize),
}

/// The reader's choice with more in it. What is there already stays as it is, but a community that is chosen again is
/// chosen with the keys it has now.
pub fn joined(own: &Viewpoint, adds: &Viewpoint) -> Viewpoint {
    let mut all = own.clone();
    if all.name.is_empty() {
        all.name.clone_from(&adds.name);
    }
    for community in &adds.communities {
        all.communities.retain(|known| known.id != community.id);
        all.communities.push(community.clone());
    }
    add(&mut all.keys, &adds.keys, |one, other| one.key == other.key);
    add(&mut all.logs, &adds.logs, |one, other| one.key == other.key);
    add(&mut all.roots, &adds.roots, |one, other| {
        one.text == other.text
    });
    add(&mut all.identities, &adds.identities, |one, other| {
        one == other
    });
    all.steps = all.steps.max(adds.steps);
    all.threshold = all.threshold.max(adds.threshold);
    all
}

fn add<T: Clone>(all: &mut Vec<T>, more: &[T], same: fn(&T, &T) -> bool) {
    for one in more {
        if !all.iter().any(|known| same(known, one)) {
            all.push(one.clone());
        }
    }
}

/// The reader's choice without one part of it.
pub fn without(own: &Viewpoint, part: &Part) -> Viewpoint {
    let mut rest = own.clone();
    match part {
        Part::Community(id) => rest.communities.retain(|community| community.id != *id),
        Part::Key(key) => rest.keys.retain(|chosen| chosen.key != *key),
        Part::Log(key) => rest.logs.retain(|chosen| chosen.key != *key),
        Part::Root(at) => take_out(&mut rest.roots, *at),
        Part::Identity(at) => take_out(&mut rest.identities, *at),
    }
    if nobody(&rest) {
        return Viewpoint::default();
    }
    rest
}

fn take_out<T>(list: &mut Vec<T>, at: usize) {
    if at < list.len() {
        list.remove(at);
    }
}

/// Nobody is chosen, so nothing can be confirmed.
pub fn nobody(viewpoint: &Viewpoint) -> bool {
    viewpoint.communities.is_empty()
        && viewpoint.keys.is_empty()
        && viewpoint.logs.is_empty()
        && viewpoint.roots.is_empty()
        && viewpoint.identities.is_empty()
}

/// For the frame: the reader's name for it, or how many are chosen.
pub fn line(viewpoint: &Viewpoint) -> String {
    if nobody(viewpoint) {
        return "none chosen".to_owned();
    }
    if !viewpoint.name.is_empty() {
        return viewpoint.name.clone();
    }
    let chosen = viewpoint.communities.len()
        + viewpoint.keys.len()
        + viewpoint.logs.len()
        + viewpoint.roots.len()
        + viewpoint.identities.len();
    [&chosen.to_string(), " chosen"].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use protocol::{ChosenCommunity, ChosenKey, ChosenRoot};

    fn key(key: &str) -> ChosenKey {
        ChosenKey {
            key: key.to_owned(),
            ..ChosenKey::default()
        }
    }

    fn community(id: &str, keys: &[&str]) -> ChosenCommunity {
        ChosenCommunity {
            id: id.to_owned(),
            keys: keys.iter().map(|key| (*key).to_owned()).collect(),
            ..ChosenCommunity::default()
        }
    }

    #[test]
    fn joining_adds_what_is_new_and_takes_a_community_with_its_keys_of_now() {
        let own = Viewpoint {
            name: "mine".into(),
            communities: vec![community("a", &["old"]), community("b", &[])],
            keys: vec![key("k")],
            steps: 2,
            ..Viewpoint::default()
        };
        let adds = Viewpoint {
            name: "theirs".into(),
            communities: vec![community("a", &["new"])],
            keys: vec![key("k"), key("l")],
            steps: 1,
            ..Viewpoint::default()
        };
        let all = joined(&own, &adds);
        assert_eq!(all.name, "mine");
        assert_eq!(
            all.communities,
            [community("b", &[]), community("a", &["new"])]
        );
        assert_eq!(all.keys, [key("k"), key("l")]);
        assert_eq!(all.steps, 2);
        assert_eq!(joined(&all, &all), all);
    }

    #[test]
    fn without_its_last_part_a_viewpoint_is_nobody() {
        let own = Viewpoint {
            name: "mine".into(),
            keys: vec![key("k")],
            roots: vec![ChosenRoot::default()],
            steps: 2,
            ..Viewpoint::default()
        };
        assert_eq!(line(&own), "mine");
        let rest = without(&own, &Part::Root(0));
        assert!(!nobody(&rest));
        assert_eq!(without(&rest, &Part::Root(7)), rest);
        let rest = without(&rest, &Part::Key("k".into()));
        assert_eq!(rest, Viewpoint::default());
        assert_eq!(line(&rest), "none chosen");
    }
}
