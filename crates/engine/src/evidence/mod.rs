//! Evidence: what is signed, judged under the reader's viewpoint. The only room of the engine that reaches `trust`, and
//! only through [`settle`] and [`answer`]: a host may load both later than everything else.
//!
//! An atlas brings data, digests and keys, so it cannot vouch for itself: a key counts only by [`Evidence::viewpoint`],
//! which only the reader sets. Subjects are matched by digest. What is missing proves nothing, and answers say so.

mod chain;
mod claims;
mod command;
mod companion;
mod content;
mod corpus;
mod dispute;
mod elsewhere;
mod file;
mod holders;
mod judge;
mod lacking;
mod lens;
mod list;
mod made;
mod recognise;
mod recognition;
mod remembered;
mod row;
mod shelf;
mod verdict;
mod view;

use std::any::Any;

use ident::Standing;
use model::{Model, SetIx};
use protocol::{Answer, Ask, Doing, Viewpoint};
use trust::time::Moment;

use crate::engine::Loaded;
use corpus::Corpus;
use holders::Holders;
use judge::{Ground, Judgement};
use lens::Lens;
use remembered::Earlier;
use shelf::Shelf;

pub(crate) use companion::{Companion, mark, stand_in, wanted};
pub(crate) use recognise::{Kind, recognise};

/// Files up to this size keep their bytes, so that digests in any function and sidecars can be compared; a catalog of a
/// thousand rules has 2 MB. Files of evidence keep theirs whatever their size, up to the limit for all files.
pub(crate) const KEPT_BYTES: usize = 4 * 1024 * 1024;

/// Judging a thousand attestations, about a megabyte, takes a noticeable time: worth a progress bar of its own.
pub(crate) const JUDGED_AT_ONCE_BYTES: u64 = 1024 * 1024;

/// What was judged a minute ago is judged again before it is shown: dates pass.
const JUDGED_FOR_SECONDS: i64 = 60;

/// Where judging again takes seconds, a quarter of an hour has to do.
const MANY: usize = 2_000;
const MANY_JUDGED_FOR_SECONDS: i64 = 900;

/// Whom the reader trusts, and everything judged by it.
#[derive(Debug, Default)]
pub(crate) struct Evidence {
    /// Set by the reader alone.
    pub(crate) viewpoint: Viewpoint,
    /// The time, as the host tells it: seconds since 1970.
    pub(crate) now: i64,
    /// Digests of files that the reader took out, names of those that never came: an atlas that lists them does not want
    /// them back.
    pub(crate) dropped: Vec<String>,
    /// Nothing came or went since it was last judged: what was read need not be read again. Counts once.
    pub(crate) same_files: bool,
    /// [`Settled`], whose type only the part that judges knows: the first wasm need not carry even its end of life.
    settled: Option<Box<dyn Any>>,
    /// When it was judged, and how much there is of it.
    judged: (i64, usize),
}

#[derive(Debug)]
struct Settled {
    holders: Holders,
    corpus: Corpus,
    judgement: Judgement,
}

impl Evidence {
    /// Nothing is left to judge.
    pub(crate) fn forget(&mut self) {
        self.settled = None;
    }

    /// Nothing judged is older than it may be.
    pub(crate) fn is_fresh(&self) -> bool {
        let (judged, items) = self.judged;
        let allowed = match items > MANY {
            true => MANY_JUDGED_FOR_SECONDS,
            false => JUDGED_FOR_SECONDS,
        };
        self.settled.is_none() || (judged..judged + allowed).contains(&self.now)
    }
}

impl Evidence {
    /// What was judged last.
    fn earlier(&self) -> Option<&Settled> {
        self.settled.as_deref()?.downcast_ref()
    }
}

/// There is something to judge: files of evidence.
pub(crate) fn is_needed(files: &[Loaded]) -> bool {
    files.iter().any(|loaded| loaded.evidence.is_some())
}

/// Judges everything that is loaded, and gives every rule set its standing.
pub(crate) fn settle(
    model: &mut Model,
    files: &[Loaded],
    evidence: &mut Evidence,
    progress: &mut dyn FnMut(Doing, u32, u32),
) {
    let same_files = std::mem::take(&mut evidence.same_files);
    let fresh = evidence.is_fresh();
    let earlier = evidence.settled.take();
    let earlier = earlier.and_then(|settled| settled.downcast::<Settled>().ok());
    let settled = judged(
        model,
        files,
        evidence,
        earlier.map(|settled| Before {
            settled: *settled,
            fresh,
            same_files,
        }),
        progress,
    );
    let standings = {
        let ground = Ground {
            model,
            shelf: Shelf::new(model, files),
            holders: &settled.holders,
            corpus: &settled.corpus,
        };
        standings_of_sets(&ground, &settled.judgement)
    };
    model.unsign();
    for (set, standing) in standings {
        model.stand(set, standing);
    }
    evidence.judged = (settled.judgement.now.0, settled.corpus.items.len());
    evidence.settled = Some(Box::new(settled));
}

/// What was judged before, and what has changed since.
struct Before {
    settled: Settled,
    fresh: bool,
    same_files: bool,
}

fn judged(
    model: &Model,
    files: &[Loaded],
    evidence: &Evidence,
    before: Option<Before>,
    progress: &mut dyn FnMut(Doing, u32, u32),
) -> Settled {
    let now = Moment(evidence.now);
    let shelf = Shelf::new(model, files);
    let holders = Holders::gather(model, &shelf, now);
    let (mut old, mut corpus, mut known) = (None, None, None);
    if let Some(before) = before {
        let Settled {
            corpus: earlier,
            judgement,
            ..
        } = before.settled;
        known = Some((judgement, before.fresh, before.same_files));
        *(if before.same_files {
            &mut corpus
        } else {
            &mut old
        }) = Some(earlier);
    }
    let corpus = corpus.unwrap_or_else(|| Corpus::gather(model, &shelf, old.as_ref(), progress));
    let earlier = known
        .as_ref()
        .map(|(judgement, fresh, same_files)| Earlier {
            corpus: old.as_ref().unwrap_or(&corpus),
            judgement,
            fresh: *fresh,
            same_files: *same_files,
        });
    let lens = Lens::new(&evidence.viewpoint);
    let judgement = {
        let ground = Ground {
            model,
            shelf,
            holders: &holders,
            corpus: &corpus,
        };
        Judgement::new(&ground, lens, now, earlier, progress)
    };
    Settled {
        holders,
        corpus,
        judgement,
    }
}

/// Answers a question about evidence.
pub(crate) fn answer(
    model: &Model,
    files: &[Loaded],
    evidence: &Evidence,
    ask: &Ask,
    progress: &mut dyn FnMut(Doing, u32, u32),
) -> Answer {
    let fresh;
    let settled = match evidence.earlier() {
        Some(settled) => settled,
        None => {
            fresh = judged(model, files, evidence, None, &mut |_, _, _| ());
            &fresh
        }
    };
    let ground = Ground {
        model,
        shelf: Shelf::new(model, files),
        holders: &settled.holders,
        corpus: &settled.corpus,
    };
    let judgement = &settled.judgement;
    match ask {
        Ask::Evidence(ask) => Answer::Evidence(list::list(&ground, judgement, ask, progress)),
        Ask::Verdict(id) => verdict::verdict(&ground, judgement, id),
        Ask::Claims(ask) => Answer::Claims(claims::claims(&ground, judgement, ask, progress)),
        Ask::Chain(id) => chain::chain(&ground, judgement, id),
        Ask::ViewpointDifference(other) => view::difference(&ground, judgement, other, progress),
        Ask::ReadChoice(text) => {
            Answer::Choice(Box::new(view::read_choice(&ground, judgement, text)))
        }
        _ => Answer::Viewpoint(Box::new(view::viewpoint(&ground, judgement))),
    }
}

/// What stands before what: the strongest first. A broken attestation never lowers what a sound one says.
pub(super) fn rank(standing: Standing) -> u8 {
    match standing {
        Standing::ConfirmedByChosenKey => 0,
        Standing::IntactKeyUnknown => 1,
        Standing::Broken => 2,
        Standing::NotCheckableHere => 3,
        Standing::Unsigned => 4,
    }
}

/// The standing of every rule set that some attestation speaks about. Anybody can write a broken attestation that names
/// a text by its digest, so those do not count; one that lies beside the text as its signature does.
fn standings_of_sets(ground: &Ground<'_>, judgement: &Judgement) -> Vec<(SetIx, Standing)> {
    let mut standings: Vec<(SetIx, Standing)> = Vec::new();
    for (at, item) in ground.corpus.items.iter().enumerate() {
        let standing = judgement.standing(at);
        if item.negative || standing == Standing::Unsigned {
            continue;
        }
        let books = item.about.iter().map(|found| found.book);
        let books: Vec<usize> = match (standing, item.beside) {
            (Standing::Broken, beside) => beside.map(|at| at as usize).into_iter().collect(),
            (_, beside) => books.chain(beside.map(|at| at as usize)).collect(),
        };
        for book in books {
            let sets = ground.shelf.books.get(book).map(|book| &book.sets);
            for set in sets.into_iter().flatten() {
                match standings.iter_mut().find(|(known, _)| known == set) {
                    Some((_, known)) if rank(standing) < rank(*known) => *known = standing,
                    Some(_) => {}
                    None => standings.push((*set, standing)),
                }
            }
        }
    }
    standings
}
