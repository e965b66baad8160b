//! What a reader can do with what a page shows: copy its link, cite it, pin it, take it away, print it. Never writes a
//! format itself: the engine does, the same as on the command line.

use std::rc::Rc;

use protocol::{
    Ask, ChangesAsk, Citation, CiteAsk, Clip, CompareAsk, ExportAsk, ExportFormat, ExportView,
    PinAsk, Question, Reply, Subject,
};
use yew::prelude::*;

use super::tools::absolute;
use super::{Scene, command, compare};
use crate::components::icon::icon;
use crate::components::rule_card::copy_button;
use crate::components::take_away::{Way, take_away};
use crate::components::{cite, number};
use crate::effects::{Reach, clipboard, download, focus, paper, picture};
use crate::html::html;
use crate::route::{ComparePlace, Route};
use crate::store::{Action, Cited, NoticeKind, Wish};

/// The list of ways stands once on a page.
const LIST: &str = "take-away";

/// The row of buttons, with the open citation below it. `href` is the address of what is shown, `more` are further buttons.
pub fn taking(scene: &Scene<'_>, of: &Subject, href: &AttrValue, more: Html) -> Html {
    let reach = scene.reach;
    let here = absolute(href);
    let cite_ask = Ask::Cite(CiteAsk {
        of: of.clone(),
        here: here.clone(),
    });
    let open = match &*scene.store.cited {
        Some(cited) if cited.ask == Question::from(cite_ask.clone()) => {
            cited.answer.get::<Citation>()
        }
        _ => None,
    };
    let clips = number::len(&scene.store.clips);
    html! {
        <div class="stack-s taking">
            <div class="row no-print">
                { copy_button(href.clone(), "", false, &scene.tools().copy_link) }
                <button class="btn" type="button" aria-expanded={if open.is_some() { "true" } else { "false" }}
                    onclick={cite_button(reach, cite_ask, open.is_some())}>{ icon("#i-cite") }{"Cite"}</button>
                { take_away(LIST, ways(reach, of, &here), leave()) }
                if pins(of) {
                    <button class="btn" type="button" onclick={pin_button(reach, of, href)}>{ icon("#i-pin") }{"Pin"}</button>
                }
                { more }
                if clips > 0 {
                    <a class="small" href="#/clippings">{number::of(clips, "clipping", "clippings")}</a>
                }
            </div>
            <div class="taking__cite">
                if let Some(citation) = open {
                    { view_citation(citation, scene) }
                }
            </div>
        </div>
    }
}

/// The row for a comparison, or for what changed.
pub fn of_comparison(scene: &Scene<'_>, place: &ComparePlace) -> Html {
    let Some(of) = subject(place) else {
        return Html::default();
    };
    let href = Route::Compare(place.clone()).href().into();
    taking(scene, &of, &href, Html::default())
}

/// What a place of the compare page shows: a comparison, or what changed.
pub(super) fn subject(place: &ComparePlace) -> Option<Subject> {
    match compare::changes::ask(place).unwrap_or_else(|| compare::ask(place)) {
        Ask::Compare(ask) => Some(Subject::Comparison(ask)),
        // All of it, whatever part is shown.
        Ask::Changes(ask) => Some(Subject::Changes(ChangesAsk {
            offset: 0,
            limit: 0,
            ..ask
        })),
        _ => None,
    }
}

/// Pins a row or a cell of a comparison, by the id of its element.
pub(super) fn pins_cell(reach: &Reach, place: &ComparePlace) -> Callback<String> {
    let (reach, place) = (reach.clone(), place.clone());
    Callback::from(move |cell: String| {
        let Ask::Compare(ask) = compare::ask(&place) else {
            return;
        };
        let link = Route::Compare(ComparePlace {
            selected: cell.clone(),
            ..place.clone()
        });
        let ask = Ask::Pin(PinAsk {
            of: Subject::Comparison(ask),
            cell,
            quote: String::new(),
            link: link.href(),
        });
        reach.dispatch(wish(ask, pin));
    })
}

fn view_citation(citation: &Citation, scene: &Scene<'_>) -> Html {
    let reach = scene.reach.clone();
    let close = Callback::from(move |_: MouseEvent| {
        reach.dispatch(Action::Cite(None));
        focus::focus(".taking button[aria-expanded]");
    });
    cite::cite(citation, &scene.tools().copy_text, close)
}

/// Escape closes the list of ways.
fn leave() -> Callback<KeyboardEvent> {
    Callback::from(|event: KeyboardEvent| {
        if event.key() == "Escape" {
            focus::close_list();
        }
    })
}

/// Quotes are of rules, comparisons and changes.
const fn pins(of: &Subject) -> bool {
    matches!(
        of,
        Subject::Rule(_) | Subject::Comparison(_) | Subject::Changes(_)
    )
}

fn cite_button(reach: &Reach, ask: Ask, open: bool) -> Callback<MouseEvent> {
    let reach = reach.clone();
    Callback::from(move |_: MouseEvent| {
        if open {
            reach.dispatch(Action::Cite(None));
        } else {
            reach.dispatch(wish(ask.clone(), show_citation));
        }
    })
}

fn pin_button(reach: &Reach, of: &Subject, href: &AttrValue) -> Callback<MouseEvent> {
    let (reach, of, link) = (reach.clone(), of.clone(), href.to_string());
    Callback::from(move |_: MouseEvent| {
        let ask = Ask::Pin(PinAsk {
            of: of.clone(),
            cell: match Route::parse(&link) {
                Some(Route::Compare(place)) => place.selected,
                _ => String::new(),
            },
            quote: paper::marked(),
            link: link.clone(),
        });
        reach.dispatch(wish(ask, pin));
    })
}

/// The ways that suit what is shown; a picture there is of comparisons only. That of changes is the matrix of both.
fn ways(reach: &Reach, of: &Subject, here: &str) -> Vec<Way> {
    let file = |name, about, format, then: fn(&Question, &Rc<Reply>, &Reach)| Way {
        name,
        about,
        take: export_button(reach, of, here, format, then),
    };
    let mut ways = vec![
        file(
            "CSV",
            "a line for every rule, for spreadsheets",
            ExportFormat::Csv,
            save,
        ),
        file("JSON", "for programs", ExportFormat::Json, save),
        file(
            "Markdown",
            "for notes and wikis",
            ExportFormat::Markdown,
            save,
        ),
        file(
            "HTML",
            "a page that needs nothing else",
            ExportFormat::Html,
            save,
        ),
    ];
    if let Some(matrix) = matrix(of) {
        let picture = |name, about, then: fn(&Question, &Rc<Reply>, &Reach)| Way {
            name,
            about,
            take: export_button(reach, &matrix, here, ExportFormat::Svg, then),
        };
        ways.push(picture("SVG", "the matrix as a picture", save));
        ways.push(picture("PNG", "the same as pixels", save_png));
    }
    if matches!(of, Subject::Comparison(_)) {
        let (hands, line) = (reach.clone(), command::compare(here));
        ways.push(Way {
            name: "Command",
            about: "copies the line that prints the same CSV",
            take: Callback::from(move |_: MouseEvent| {
                focus::close_list();
                clipboard::copy(&hands, line.clone(), "The command");
            }),
        });
    }
    ways.push(Way {
        name: "Print",
        about: "or save as PDF",
        take: Callback::from(|_: MouseEvent| {
            focus::close_list();
            paper::print();
        }),
    });
    ways
}

/// Of what there is a matrix.
fn matrix(of: &Subject) -> Option<Subject> {
    match of {
        Subject::Comparison(_) => Some(of.clone()),
        Subject::Changes(ask) => Some(Subject::Comparison(CompareAsk {
            sets: vec![ask.old.clone(), ask.new.clone()],
            filter: ask.filter.clone(),
            grounds: ask.grounds.clone(),
            hide_suggestions: ask.hide_suggestions,
            ..CompareAsk::default()
        })),
        Subject::Rule(_) | Subject::Network(_) | Subject::Clippings(_) => None,
    }
}

fn export_button(
    reach: &Reach,
    of: &Subject,
    here: &str,
    format: ExportFormat,
    then: fn(&Question, &Rc<Reply>, &Reach),
) -> Callback<MouseEvent> {
    let reach = reach.clone();
    let ask = Ask::Export(ExportAsk {
        of: of.clone(),
        format,
        here: here.to_owned(),
    });
    Callback::from(move |_: MouseEvent| {
        focus::close_list();
        reach.dispatch(wish(ask.clone(), then));
    })
}

pub(super) fn wish(ask: Ask, then: fn(&Question, &Rc<Reply>, &Reach)) -> Action {
    let ask = ask.into();
    Action::Wish(Some(Wish { ask, then }))
}

/// Saves a file that the engine wrote. Where a browser refuses, nothing happens: there is no second way to offer.
pub(super) fn save(_: &Question, answer: &Rc<Reply>, reach: &Reach) {
    match answer.get::<ExportView>() {
        Some(file) => download::save(&file.name, &file.text).unwrap_or_default(),
        None => tell_gone(reach),
    }
}

fn save_png(_: &Question, answer: &Rc<Reply>, reach: &Reach) {
    match answer.get::<ExportView>() {
        Some(file) => {
            let name = file.name.trim_end_matches(".svg");
            picture::save_png(reach, [name, ".png"].concat(), file.text.clone());
        }
        None => tell_gone(reach),
    }
}

fn show_citation(ask: &Question, answer: &Rc<Reply>, reach: &Reach) {
    match answer.is::<Citation>() {
        true => reach.dispatch(Action::Cite(Some(Cited {
            ask: ask.clone(),
            answer: Rc::clone(answer),
        }))),
        false => tell_gone(reach),
    }
}

fn pin(_: &Question, answer: &Rc<Reply>, reach: &Reach) {
    match answer.get::<Clip>() {
        Some(clip) => {
            reach.dispatch(Action::Pin(vec![clip.clone()]));
            let told = [
                "Pinned: ",
                &clip.title,
                ". Clippings keeps it in this browser.",
            ]
            .concat();
            reach.dispatch(Action::Tell(NoticeKind::Plain, told.into()));
        }
        None => tell_gone(reach),
    }
}

fn tell_gone(reach: &Reach) {
    let told = "What was to be taken away is not loaded any more.";
    reach.dispatch(Action::Tell(NoticeKind::Problem, told.into()));
}
