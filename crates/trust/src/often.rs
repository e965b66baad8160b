//! Keys that are met again and again, with what makes their checks quick. Never changes what a check answers.
//!
//! A bundle of ten thousand lines is mostly signed by a handful of keys. What is remembered here is derived from the
//! public key alone and thrown away with it.

use std::rc::Rc;

/// Keys remembered. A table has at most 1 MB, so all of them together stay below 12 MB; more keys than this take turns,
/// and at worst each pays for a table that is not used: twice the time.
const KEPT: usize = 12;

/// The keys met last, the latest first.
pub(crate) struct Often<K, T> {
    worth: u32,
    keys: Vec<(K, u32, Option<Rc<T>>)>,
}

impl<K: PartialEq, T> Often<K, T> {
    /// A key met `worth` times is worth a table, which takes about as long as so many checks without one.
    pub(crate) const fn new(worth: u32) -> Self {
        Self {
            worth,
            keys: Vec::new(),
        }
    }

    /// What was made of the key, once it is worth it. `make` may refuse.
    pub(crate) fn meet(&mut self, key: K, make: impl FnOnce(&K) -> Option<T>) -> Option<Rc<T>> {
        match self.keys.iter().position(|(known, ..)| *known == key) {
            Some(0) => {}
            Some(at) => self.keys.get_mut(..=at)?.rotate_right(1),
            None => {
                self.keys.truncate(KEPT - 1);
                self.keys.insert(0, (key, 0, None));
            }
        }
        let (key, met, table) = self.keys.first_mut()?;
        *met = met.saturating_add(1);
        if *met == self.worth {
            *table = make(key).map(Rc::new);
        }
        table.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORTH: u32 = 20;

    #[test]
    fn only_frequent_keys_get_a_table_and_the_oldest_goes() {
        let mut often: Often<usize, usize> = Often::new(WORTH);
        for time in 1..WORTH + 12 {
            let met = often.meet(7, |key| Some(key * 10)).map(|made| *made);
            assert_eq!(met, (time >= WORTH).then_some(70), "{time}");
        }
        for other in 100..100 + KEPT {
            assert_eq!(often.meet(other, |_| Some(0)), None);
        }
        assert_eq!(often.meet(7, |_| Some(0)), None, "7 was the oldest");
        for _ in 0..WORTH * 2 {
            assert_eq!(often.meet(8, |_| None), None, "what cannot be made is none");
        }
    }
}
