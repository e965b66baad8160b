//! The 25 topics and how many speak about each. Never ranks topics by anything but coverage.

use ident::Binding;
use protocol::TopicRow;
use yew::prelude::*;

use super::Scene;
use super::answered::answered;
use crate::components::{address, modality, number, page_head};
use crate::html::html;

/// All topics, those most spoken about first.
pub fn view(scene: &Scene<'_>) -> Html {
    html! {
        <div class="stack">
            { page_head::page_head(
                Html::default(),
                "Topics",
                "What rules about AI are about: a fixed list, so that a law and a community’s policy can be laid side by side. Silence is shown as plainly as speech.",
                Html::default(),
            ) }
            { answered(scene.page(), |rows: &Vec<TopicRow>| view_rows(rows)) }
        </div>
    }
}

fn view_rows(rows: &[TopicRow]) -> Html {
    html! {
        <ol class="topics">
            for row in rows {
                <li key={row.topic.as_str()} class="topics__row">
                    <div>
                        <h2><a href={address::topic(row.topic)}>{row.topic.label()}</a></h2>
                        <p class="small">{&row.about}</p>
                    </div>
                    <div class="topics__coverage">{ coverage(row) }</div>
                    <div>
                        <p class="small">{number::of(row.rules, "rule", "rules")}<span class="muted">{ bindings(row) }</span></p>
                        { modality::bar(&row.forces) }
                    </div>
                </li>
            }
        </ol>
    }
}

/// How many speak, how many are silent: as words and as a bar whose silent part is hatched.
pub fn coverage(row: &TopicRow) -> Html {
    let silent = row.bodies_total.saturating_sub(row.bodies);
    let part = |count: u32| AttrValue::from(["flex:", &count.to_string()].concat());
    html! {
        <>
            <div class="coverage" aria-hidden="true">
                if row.bodies > 0 {
                    <span class="coverage__speaks" style={part(row.bodies)}></span>
                }
                if silent > 0 {
                    <span class="coverage__silent" style={part(silent)}></span>
                }
            </div>
            <p class="small"><b class="num">{number::count(row.bodies)}</b>{" speak, "}
                <b class="num">{number::count(silent)}</b>{" are silent"}</p>
        </>
    }
}

/// Rule sets with a rule on the topic, by how they bind; zero counts are left out.
fn bindings(row: &TopicRow) -> String {
    let mut words = String::new();
    for (binding, count) in Binding::ALL
        .iter()
        .zip(row.bindings)
        .filter(|(_, count)| *count > 0)
    {
        words.push_str(if words.is_empty() { " in " } else { ", " });
        words.push_str(&count.to_string());
        words.push_str(match binding {
            Binding::Law => " binding",
            Binding::Participants => " for participants",
            Binding::Voluntary => " voluntary",
            Binding::Pending => " not yet adopted",
            Binding::Ended => " no longer in force",
        });
    }
    words
}
