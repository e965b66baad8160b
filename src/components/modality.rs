//! How firmly a rule speaks: force is drawn as fill, never as hue. Never guesses a force.

use crate::html::html;
use ident::Modality;
use protocol::{Forces, RuleCard};
use yew::{AttrValue, Html};

use super::icon::icon;
use super::number;

/// The symbol of a force.
pub const fn symbol(modality: Modality) -> &'static str {
    match modality {
        Modality::Must => "#i-must",
        Modality::MustNot => "#i-must-not",
        Modality::Should => "#i-should",
        Modality::May => "#i-may",
    }
}

/// One force: symbol and word.
pub fn mark(modality: Modality) -> Html {
    view_mark(modality, None)
}

/// The force of a rule that may not have one, and whether this program suggested it.
pub fn of_rule(modality: Option<Modality>, suggested: bool) -> Html {
    html! {
        <span class="mods">
            { modality.map_or_else(|| html! { <span class="xs muted">{"force not stated"}</span> }, mark) }
            if suggested && modality.is_some() {
                <span class="suggested">{"suggested"}</span>
            }
        </span>
    }
}

/// How many rules speak with which force, as a bar and in words.
pub fn bar(forces: &Forces) -> Html {
    let counts = counted(forces);
    html! {
        <div class="force">
            <div class="modbar" aria-hidden="true">
                for &(modality, count) in counts.iter().filter(|(_, count)| *count > 0) {
                    <span class={part(modality)} style={share(count)}></span>
                }
                if forces.unknown > 0 {
                    <span class="b-unknown" style={share(forces.unknown)}></span>
                }
            </div>
            { counts_of(forces) }
        </div>
    }
}

/// How many rules speak with which force, in words; forces without a rule are left out.
pub fn counts_of(forces: &Forces) -> Html {
    html! {
        <p class="mods">
            for (modality, count) in counted(forces).into_iter().filter(|(_, count)| *count > 0) {
                { view_mark(modality, Some(count)) }
            }
            if forces.unknown > 0 {
                <span class="mod mod--unknown">{"force not stated "}<b>{number::count(forces.unknown)}</b></span>
            }
        </p>
    }
}

/// The forces of these rules, counted.
pub fn forces_of<'a>(rules: impl Iterator<Item = &'a RuleCard>) -> Forces {
    let mut forces = Forces::default();
    for rule in rules {
        *match rule.modality {
            Some(Modality::Must) => &mut forces.must,
            Some(Modality::MustNot) => &mut forces.must_not,
            Some(Modality::Should) => &mut forces.should,
            Some(Modality::May) => &mut forces.may,
            None => &mut forces.unknown,
        } += 1;
    }
    forces
}

fn view_mark(modality: Modality, count: Option<u32>) -> Html {
    let class = match modality {
        Modality::May => "mod mod--may",
        Modality::Must | Modality::MustNot | Modality::Should => "mod",
    };
    html! {
        <span {class}>
            { icon(symbol(modality)) }
            <span>{modality.label()}</span>
            if let Some(count) = count {
                <b>{number::count(count)}</b>
            }
        </span>
    }
}

const fn counted(forces: &Forces) -> [(Modality, u32); 4] {
    [
        (Modality::Must, forces.must),
        (Modality::MustNot, forces.must_not),
        (Modality::Should, forces.should),
        (Modality::May, forces.may),
    ]
}

const fn part(modality: Modality) -> &'static str {
    match modality {
        Modality::Must => "b-must",
        Modality::MustNot => "b-must-not",
        Modality::Should => "b-should",
        Modality::May => "b-may",
    }
}

fn share(count: u32) -> AttrValue {
    AttrValue::from(["flex:", &count.to_string()].concat())
}
