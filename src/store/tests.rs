//! Actions in, state out. Never opens a browser.

use std::rc::Rc;

use protocol::{Answer, Overview, Reply};

use super::*;

fn answer(rules: u32) -> Rc<Reply> {
    Rc::new(Reply::from(&Answer::Overview(Overview {
        rules,
        ..Overview::default()
    })))
}

fn after(actions: impl IntoIterator<Item = Action>) -> Rc<Store> {
    actions
        .into_iter()
        .fold(Rc::new(Store::default()), Store::reduce)
}

fn answered(key: &str, revision: u32, outcome: Result<Rc<Reply>, Fault>) -> Action {
    Action::Answered {
        key: key.into(),
        revision,
        outcome,
    }
}

fn item(id: &str) -> TrayItem {
    TrayItem {
        id: id.into(),
        title: id.into(),
    }
}

fn changes_nothing(before: &Rc<Store>, action: Action) -> bool {
    Rc::ptr_eq(before, &Rc::clone(before).reduce(action))
}

#[test]
fn actions_without_effect_return_the_same_store() {
    let store = after([
        Action::Keep(item("a")),
        Action::Engine(Engine::Ready),
        Action::Tell(NoticeKind::Plain, "once".into()),
        Action::Contacted("example.org".into()),
    ]);
    assert!(changes_nothing(&store, Action::Engine(Engine::Ready)));
    assert!(changes_nothing(&store, Action::Keep(item("a"))));
    assert!(changes_nothing(&store, Action::Release("b".into())));
    assert!(changes_nothing(
        &store,
        Action::Tell(NoticeKind::Plain, "once".into())
    ));
    assert!(changes_nothing(&store, Action::Dismiss(7)));
    assert!(changes_nothing(
        &store,
        Action::Contacted("example.org".into())
    ));
    assert!(changes_nothing(&store, Action::Ended(TaskId::Fetch(1))));
    assert!(changes_nothing(
        &store,
        Action::FilesChanged { revision: 0 }
    ));
    assert!(changes_nothing(&store, Action::Palette(false)));
    assert!(changes_nothing(
        &store,
        answered("k", 0, Err(Fault::Superseded))
    ));
    assert!(!changes_nothing(&store, Action::ReleaseAll));
}

#[test]
fn untouched_slices_keep_their_address() {
    let before = after([Action::Keep(item("a"))]);
    let next = Rc::clone(&before).reduce(Action::Theme(Theme::Dark));
    assert!(before.tray == next.tray && before.answers == next.answers);
}

#[test]
fn files_that_come_make_older_answers_stale_but_keep_them() {
    let store = after([answered("k", 0, Ok(answer(1)))]);
    assert!(store.answers.is_fresh("k"));
    let store = store.reduce(Action::FilesChanged { revision: 1 });
    assert!(!store.answers.is_fresh("k"));
    assert!(
        store
            .answers
            .get("k")
            .is_some_and(|entry| entry.answer == Some(answer(1)))
    );
    let store = store.reduce(answered("k", 1, Ok(answer(2))));
    assert!(store.answers.is_fresh("k"));
    assert!(
        changes_nothing(&store, answered("k", 0, Ok(answer(1)))),
        "a late answer does not undo a newer one"
    );
}

#[test]
fn a_fault_keeps_the_last_good_answer() {
    let store = after([
        answered("k", 0, Ok(answer(1))),
        answered("k", 0, Err(Fault::Stopped)),
    ]);
    let entry = store.answers.get("k").expect("answered above");
    assert_eq!(
        (entry.answer.clone(), entry.fault.clone()),
        (Some(answer(1)), Some(Fault::Stopped))
    );
}

#[test]
fn an_answer_that_says_the_same_stays_the_one_it_was() {
    let store = after([answered("k", 0, Ok(answer(1)))]);
    let kept = |store: &Store| {
        let entry = store.answers.get("k").expect("answered above");
        (entry.revision, entry.answer.clone().expect("a good one"))
    };
    let (_, before) = kept(&store);
    let (revision, now) = kept(&store.reduce(answered("k", 1, Ok(answer(1)))));
    assert_eq!(revision, 1);
    assert!(Rc::ptr_eq(&before, &now));
}

#[test]
fn the_cache_is_bounded_and_forgets_the_oldest() {
    let store = after((0..60).map(|n| answered(&n.to_string(), 0, Ok(answer(n)))));
    assert!(store.answers.get("0").is_none() && store.answers.get("11").is_none());
    assert!(store.answers.get("12").is_some() && store.answers.get("59").is_some());
}

#[test]
fn a_full_tray_says_so() {
    let store = after((0..9).map(|n| Action::Keep(item(&n.to_string()))));
    assert_eq!(store.tray.items().len(), MAX_IN_TRAY);
    assert!(
        store
            .notices
            .all()
            .iter()
            .any(|notice| notice.text.contains("Take one out"))
    );
}

#[test]
fn notices_are_few_and_each_can_be_dismissed() {
    let store = after((0..6).map(|n: u32| Action::Tell(NoticeKind::Problem, n.to_string().into())));
    let texts: Vec<_> = store
        .notices
        .all()
        .iter()
        .map(|notice| notice.text.to_string())
        .collect();
    assert_eq!(texts, ["2", "3", "4", "5"]);
    let first = store.notices.all().first().map_or(0, |notice| notice.id);
    assert_eq!(store.reduce(Action::Dismiss(first)).notices.all().len(), 3);
}

#[test]
fn tasks_move_and_end() {
    let task = |done| Task {
        id: TaskId::Engine(1),
        about: "a.json".into(),
        progress: Progress {
            doing: "Reading",
            done,
            of: 9,
        },
        can_cancel: true,
    };
    let store = after([Action::Working(task(1)), Action::Working(task(2))]);
    assert_eq!(store.tasks.all(), [task(2)]);
    assert!(
        store
            .reduce(Action::Ended(TaskId::Engine(1)))
            .tasks
            .all()
            .is_empty()
    );
}

#[test]
fn a_task_that_only_comes_further_is_told_from_one_that_begins_another_thing() {
    let task = |doing, done, of| Task {
        id: TaskId::Engine(1),
        about: "a.jsonl".into(),
        progress: Progress { doing, done, of },
        can_cancel: true,
    };
    let store = after([Action::Working(task("Reading", 1, 9))]);
    assert!(store.tasks.comes_further(&task("Reading", 8, 9)));
    assert!(!store.tasks.comes_further(&task("Reading", 8, 10)));
    assert!(!store.tasks.comes_further(&task("Checking", 2, 9)));
    let other = Task {
        id: TaskId::Engine(2),
        ..task("Reading", 2, 9)
    };
    assert!(!store.tasks.comes_further(&other));
}
