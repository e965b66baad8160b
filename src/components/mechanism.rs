//! What a rule leans on: one of the five incentives, or public authority. Never weighs them.

use crate::html::html;
use ident::Mechanism;
use protocol::MechanismCounts;
use yew::{AttrValue, Html};

use super::icon::icon;
use super::number;

/// Symbol and word.
pub fn mark(mechanism: Mechanism) -> Html {
    let symbol = match mechanism {
        Mechanism::SocialValues => "#m-social-values",
        Mechanism::CorporateReputation => "#m-corporate-reputation",
        Mechanism::MarketCompetition => "#m-market-competition",
        Mechanism::TechnicalConsensus => "#m-technical-consensus",
        Mechanism::TechnologicalAssurance => "#m-technological-assurance",
        Mechanism::PublicAuthority => "#m-public-authority",
    };
    html! { <span class="mech">{ icon(symbol) }<span>{mechanism.label()}</span></span> }
}

/// Several in one row.
pub fn row(mechanisms: &[Mechanism]) -> Html {
    html! {
        <span class="mechs">
            for &mechanism in mechanisms {
                { mark(mechanism) }
            }
        </span>
    }
}

/// All six, each with its share of `total` rules as a bar and as a number.
pub fn bars(counts: &MechanismCounts, total: u32) -> Html {
    html! {
        <ul class="mechbars">
            for (&mechanism, &count) in Mechanism::ALL.iter().zip(counts) {
                <li key={mechanism.as_str()}>
                    { mark(mechanism) }
                    <span class="mechbars__track" aria-hidden="true">
                        if count > 0 {
                            <span class="mechbars__bar" style={width(count, total)}></span>
                        }
                    </span>
                    <span class="num">{if count == 0 { AttrValue::Static("none") } else { number::count(count) }}</span>
                </li>
            }
        </ul>
    }
}

fn width(count: u32, total: u32) -> AttrValue {
    let percent = count.saturating_mul(100) / total.max(count).max(1);
    AttrValue::from(["inline-size:", &percent.to_string(), "%"].concat())
}
