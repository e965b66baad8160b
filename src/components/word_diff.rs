//! Two texts as one, word by word: what was taken out and what was put in, told by line and word, never by colour
//! alone. Never compares anything.

use protocol::{PieceKind, TextPiece};
use yew::Html;

use crate::html::html;

/// The pieces in reading order.
pub fn word_diff(pieces: &[TextPiece]) -> Html {
    html! { <p class="diff">{ for pieces.iter().map(piece) }</p> }
}

/// A screen reader says what the line through or under the words shows.
fn piece(piece: &TextPiece) -> Html {
    let text = &piece.text;
    match piece.kind {
        PieceKind::Same => html! { {text} },
        PieceKind::Removed => {
            html! { <del><span class="vh">{" removed: "}</span>{text}<span class="vh">{" end of removed "}</span></del> }
        }
        PieceKind::Added => {
            html! { <ins><span class="vh">{" added: "}</span>{text}<span class="vh">{" end of added "}</span></ins> }
        }
    }
}
