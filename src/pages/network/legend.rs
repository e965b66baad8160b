//! What forms and lines mean; always in sight beside the picture. Never a filter.

use ident::{RelationGroup, Standing};
use protocol::NetworkView;
use yew::prelude::*;

use crate::components::standing;
use crate::drawing::{line, symbol};
use crate::html::html;

pub(super) fn view(view: &NetworkView) -> Html {
    let signed = |standing: &Standing| {
        *standing != Standing::Unsigned && view.table.iter().any(|row| row.standing == *standing)
    };
    let signed: Vec<Standing> = Standing::ALL.iter().copied().filter(signed).collect();
    html! {
        <div class="legend" role="group" aria-label="Legend" id="net-after" tabindex="-1">
            <section>
                <h3>{"Symbols"}</h3>
                <ul>
                    for (symbol, words) in symbol::LEGEND {
                        <li><svg width="22" height="20" viewBox="0 0 22 20" aria-hidden="true">{ symbol::draw(symbol, 11.0, 10.0) }</svg>{words}</li>
                    }
                    <li><svg width="22" height="20" viewBox="0 0 22 20" aria-hidden="true"><text class="n-folded" x="1" y="14">{"+3"}</text></svg>{"Tied to so many that are not drawn"}</li>
                </ul>
            </section>
            <section>
                <h3>{"Lines, read along the arrow"}</h3>
                <ul>
                    for &group in RelationGroup::ALL {
                        <li>{ line::key(group, "url(#net-head)") }{group.label()}</li>
                    }
                </ul>
                if !signed.is_empty() {
                    <p class="row">
                        {"To the left of a mark, how its newest rule set stands: "}
                        for standing in signed {
                            { standing::badge(standing) }
                        }
                        {"No such symbol: unsigned. "}<a href="#/viewpoint">{"It depends on whom you rely on"}</a>
                    </p>
                }
                <p class="muted">{"Every line is a sourced claim of the record. A line carries no signature, so none is drawn as confirmed."}</p>
            </section>
        </div>
    }
}
