//! The one component that sees everything: store, questions, address; draws frame and page. Never parses, never
//! verifies.
//!
//! Pages and frame are plain functions of a [`Scene`]. A component costs every reader some kilobytes, so there is one
//! for all of them, and two more in `drawing`, where drawing again would cost more.

mod asked;
mod frame;
mod notices;
mod stopped;

use std::rc::Rc;

use protocol::{Question, WantedFile};
use yew::prelude::*;

use crate::by_ref::ByRef;
use crate::effects::address::Address;
use crate::effects::engine_link::{EngineLink, worker_at};
use crate::effects::listener::Listener;
use crate::effects::{Reach, atlas, bar, files, focus, marks, screen, storage, timer};
use crate::pages::{self, OVERVIEW, PAGE, PLACES, RULES, Scene, Seats};
use crate::route::Route;
use crate::store::{Action, Arrival, Finder, Loaded, NoticeKind, Pages, Part, Store, Wish};

use asked::Asked;

/// Starts the page in the element that the shell holds ready.
pub fn start() {
    stopped::show_panics();
    marks::set("page-start");
    let root = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.get_element_by_id("page"))
        .expect("the shell holds an element with the id page");
    root.set_inner_html("");
    yew::Renderer::<App>::with_root(root).render();
}

/// The whole page.
pub struct App {
    store: Rc<Store>,
    reach: Reach,
    route: Route,
    asked: Asked,
    loaded: Seats,
    shown: Shown,
    /// The wish that was granted last.
    fulfilled: ByRef<Option<Wish>>,
    /// Files of the atlas that were asked for because evidence needs them.
    brought: Vec<String>,
    /// What is listened to as long as the page lives.
    world: Vec<Listener>,
}

/// What the last drawing left in the document, so that only changes move title, focus and scroll position.
#[derive(Default, PartialEq)]
struct Shown {
    title: String,
    place: String,
    target: Option<pages::Target>,
    palette: Finder,
    chooser: Finder,
    network: bool,
}

/// What reaches the component.
pub enum Told {
    /// Something happened to the store.
    Do(Action),
    /// The address changed.
    Moved,
}

impl Component for App {
    type Message = Told;
    type Properties = ();

    fn create(context: &Context<Self>) -> Self {
        let moved = context.link().clone();
        let address = Address::follow(Box::new(move |_| moved.send_message(Told::Moved)));
        let told = context.link().callback(Told::Do);
        let heard = told.clone();
        let worker =
            atlas::meta("rulescape-worker").unwrap_or_else(|| "engine-worker.js".to_owned());
        let link = EngineLink::start(
            worker_at(worker),
            Box::new(move |action| heard.emit(action)),
        );
        let mut app = Self {
            store: Rc::default(),
            asked: Asked::new(&link),
            loaded: asked::nothing(),
            route: address.route(),
            reach: Reach::new(link, address, told),
            shown: Shown::default(),
            fulfilled: ByRef::new(None),
            brought: Vec::new(),
            world: Vec::new(),
        };
        app.ask();
        app.bring_part();
        app
    }

    fn update(&mut self, _: &Context<Self>, told: Told) -> bool {
        match told {
            Told::Moved => {
                let route = self.reach.address.route();
                if route.place() != self.route.place() {
                    self.store = Rc::clone(&self.store).reduce(Action::Arrived);
                }
                self.route = route;
            }
            Told::Do(action) => {
                let before = Rc::clone(&self.store);
                let further =
                    matches!(&action, Action::Working(task) if before.tasks.comes_further(task));
                self.store = Rc::clone(&before).reduce(action);
                if Rc::ptr_eq(&before, &self.store) {
                    return false;
                }
                // A bundle tells some hundred times how far it is. Its bar is all that changes, and drawing the whole
                // page for it would take the reader's page away in between.
                if further {
                    self.advance_bars();
                    return false;
                }
                self.keep(&before);
            }
        }
        self.ask();
        self.bring_part();
        true
    }

    fn view(&self, _: &Context<Self>) -> Html {
        frame::view(&Scene {
            route: &self.route,
            store: &self.store,
            reach: &self.reach,
            loaded: &self.loaded,
        })
    }

    fn rendered(&mut self, _: &Context<Self>, first: bool) {
        // Where they stand now is not where the last drawing left them.
        self.advance_bars();
        if first {
            self.open_world();
        }
        let page = &self.loaded[PAGE];
        let here = pages::pages(&self.route, &self.store);
        let shown = Shown {
            title: here.map_or_else(String::new, |pages| (pages.title)(&self.route, page)),
            place: self.route.place(),
            target: here.and_then(|pages| (pages.target)(&self.route, page)),
            palette: match self.store.parts.get(Part::Finding) {
                Arrival::Here(_) => self.store.palette.clone(),
                _ => Finder::default(),
            },
            chooser: self.store.chooser.clone(),
            network: self.shown.network
                || matches!((&self.route, page.answer()), (Route::Network(_), Some(_))),
        };
        let before = std::mem::replace(&mut self.shown, shown);
        let shown = &self.shown;
        match (before.palette.open, shown.palette.open) {
            (false, true) => {
                focus::note();
                focus::focus("#palette-words");
            }
            (true, false) => focus::give_back(".palette"),
            _ => {}
        }
        if before.palette != shown.palette || before.chooser != shown.chooser {
            focus::keep_in_view("[role=option][aria-selected=true]");
        }
        if !shown.title.is_empty() && (before.title != shown.title || before.place != shown.place) {
            focus::set_title(&shown.title);
            self.reach.heading_is_there();
        }
        if let Some(target) = shown
            .target
            .as_ref()
            .filter(|_| before.target != shown.target)
        {
            match target {
                pages::Target::Element(id) => focus::show(id),
                pages::Target::Glimpse(selector) => focus::keep_in_view(selector),
            }
        }
        if shown.network && !before.network {
            marks::set("network-usable");
        }
    }
}

impl App {
    /// Asks what this place needs; what stands beside the page's own answer may depend on it.
    fn ask(&mut self) {
        let (answers, link) = (&self.store.answers, &self.reach.link);
        let mut ask = |at, wanted| self.asked.ask(at, wanted, answers, link);
        let overview = ask(OVERVIEW, Some(Question::overview()));
        let here = pages::pages(&self.route, &self.store);
        let page = ask(PAGE, here.and_then(|pages| (pages.ask)(&self.route)));
        let besides = |pages: Pages| (pages.beside)(&self.route, &self.store, &page);
        let [beside, near] = here.map_or([None, None], besides);
        let beside = ask(pages::BESIDE, beside);
        let near = ask(pages::NEAR, near);
        let [places, rules] = match self.store.parts.get(Part::Finding) {
            Arrival::Here(window) => (window.beside)(&self.route, &self.store, &page),
            _ => [None, None],
        };
        let places = ask(PLACES, places);
        let rules = ask(RULES, rules);
        // Not before the first answers: an atlas without evidence should not make readers wait for that.
        let wanted = overview.answer().map(|_| Question::evidence_files());
        let evidence = ask(pages::EVIDENCE, wanted);
        let wish = self.store.wish.as_ref().map(|wish| wish.ask.clone());
        let wish = ask(pages::WISH, wish);
        self.loaded = [overview, page, beside, near, places, rules, evidence, wish];
        self.bring_evidence();
        self.fulfil();
    }

    fn advance_bars(&self) {
        for task in self.store.tasks.all().iter() {
            if task.progress.of > 0 {
                bar::advance(&frame::bar_of(task.id), task.progress.done);
            }
        }
    }

    /// Hands over what the reader wanted to take away, once.
    fn fulfil(&mut self) {
        let (Some(wish), reach) = (&*self.store.wish, &self.reach) else {
            return;
        };
        // What is dispatched here arrives later, and what came before it asks again.
        if self.fulfilled == self.store.wish {
            return;
        }
        match &self.loaded[pages::WISH] {
            Loaded::Ready(answer) => (wish.then)(&wish.ask, answer, reach),
            Loaded::Failed(fault) => {
                reach.dispatch(Action::Tell(NoticeKind::Problem, fault.words().into()))
            }
            Loaded::Pending | Loaded::Renewing(_) => return,
        }
        reach.dispatch(Action::Wish(None));
        self.fulfilled = self.store.wish.clone();
    }

    /// Fetches what evidence needs, each file once.
    fn bring_evidence(&mut self) {
        let Loaded::Ready(answer) = &self.loaded[pages::EVIDENCE] else {
            return;
        };
        let Some(files) = answer.get::<Vec<WantedFile>>() else {
            return;
        };
        let mut new = files.clone();
        new.retain(|file| !self.brought.contains(&file.path));
        self.brought
            .extend(new.iter().map(|file| file.path.clone()));
        atlas::bring_evidence(&self.reach, new);
    }

    /// Brings the part of the page that this place needs and, once there is something to read, the others one by one.
    fn bring_part(&self) {
        let parts = &self.store.parts;
        let window = self.store.palette.open.then_some(Part::Finding);
        let mut needed = pages::parts::part(&self.route).into_iter().chain(window);
        match needed.find(|part| matches!(parts.get(*part), Arrival::Away)) {
            Some(part) => self.bring(part),
            None if self.loaded[PAGE].answer().is_none() => {}
            None => {
                if let Some(part) = parts.next() {
                    self.bring(part);
                }
            }
        }
    }

    fn bring(&self, part: Part) {
        let reach = self.reach.clone();
        reach.dispatch(Action::Part(part, Arrival::Coming));
        wasm_bindgen_futures::spawn_local(async move {
            let arrival = match pages::parts::bring(part).await {
                Ok(pages) => Arrival::Here(pages),
                Err(pages::parts::Lost) => Arrival::Lost,
            };
            if let (Part::Finding, Arrival::Lost) = (part, arrival) {
                reach.dispatch(Action::Palette(false));
            }
            reach.dispatch(Action::Part(part, arrival));
        });
    }

    /// Ties the page to the world: what an earlier visit left, what is dropped, which atlas is brought.
    fn open_world(&mut self) {
        let reach = &self.reach;
        match storage::restore() {
            Ok((tray, theme, viewpoint)) => reach.dispatch(Action::Restored {
                tray,
                theme,
                viewpoint,
            }),
            Err(storage::NotKept) => tell_not_kept(reach),
        }
        reach.dispatch(Action::Pin(storage::restore_clips()));
        reach.dispatch(Action::Unsuggested(storage::restore_unsuggested()));
        atlas::bring(reach);
        self.world = files::take_drops(reach);
        let pressed = reach.clone();
        let key = focus::on_search_key(Box::new(move || pressed.dispatch(Action::Palette(true))));
        let told = reach.clone();
        let width = screen::follow(Box::new(move |narrow| {
            told.dispatch(Action::Narrow(narrow))
        }));
        self.world.extend(key.into_iter().chain(width));
    }

    /// Keeps in this browser what should be there on the next visit, and puts away plain notices after a while.
    fn keep(&self, before: &Store) {
        let (store, reach) = (&self.store, &self.reach);
        if store.tray != before.tray && storage::keep_tray(&store.tray).is_err() {
            tell_not_kept(reach);
        }
        if store.viewpoint != before.viewpoint {
            reach.link.choose((*store.viewpoint).clone());
            if storage::keep_viewpoint(&store.viewpoint).is_err() {
                tell_not_kept(reach);
            }
        }
        if store.clips != before.clips && storage::keep_clips(&store.clips).is_err() {
            tell_not_kept(reach);
        }
        if store.unsuggested != before.unsuggested
            && storage::keep_unsuggested(store.unsuggested).is_err()
        {
            tell_not_kept(reach);
        }
        if store.theme != before.theme {
            storage::show_theme(store.theme);
            if storage::keep_theme(store.theme).is_err() {
                tell_not_kept(reach);
            }
        }
        if let (true, Some(id)) = (
            store.notices != before.notices,
            notices::fading(&store.notices),
        ) && Some(id) != notices::fading(&before.notices)
        {
            let reach = reach.clone();
            timer::after(
                notices::PLAIN_STAYS_MS,
                Box::new(move || reach.dispatch(Action::Dismiss(id))),
            );
        }
    }
}

fn tell_not_kept(reach: &Reach) {
    reach.dispatch(Action::Tell(
        NoticeKind::Plain,
        storage::NotKept::WORDS.into(),
    ));
}
