//! Comparisons to start with: questions that people ask, and the rule sets that answer them. Never answers them itself.

use ident::Topic;
use protocol::Filter;
use yew::Html;

use crate::components::page_head;
use crate::html::html;
use crate::route::{ComparePlace, CompareView, Route};

struct Ready {
    question: &'static str,
    who: &'static str,
    sets: &'static [&'static str],
    topic: Option<Topic>,
    view: Option<CompareView>,
}

/// Ids are those of the built-in atlas; a set that is not loaded is named as missing by the comparison itself.
const READY: &[Ready] = &[
    Ready {
        question: "Who must label AI content, and how?",
        who: "European Union, China, South Korea, California",
        sets: &[
            "eu-ai-act",
            "cn-ai-content-labelling-measures",
            "kr-ai-basic-act",
            "us-ca-sb942",
        ],
        topic: Some(Topic::ContentLabelling),
        view: Some(CompareView::Side),
    },
    Ready {
        question: "Who asks for an “Assisted-by” line, and who forbids it?",
        who: "Linux kernel, Fedora, LLVM, Kubernetes, Homebrew",
        sets: &[
            "linux-coding-assistants",
            "fedora-ai-2025",
            "llvm-ai-2026",
            "k8s-ai-2026",
            "brew-ai-2026-07",
        ],
        topic: Some(Topic::ContentLabelling),
        view: Some(CompareView::Side),
    },
    Ready {
        question: "Who must be told when something goes wrong, and how fast?",
        who: "EU AI Act and GDPR, California SB 53, China, G7",
        sets: &[
            "eu-ai-act",
            "eu-gdpr",
            "us-ca-sb53",
            "cn-generative-ai-interim-measures",
            "g7-hiroshima-code-of-conduct",
        ],
        topic: Some(Topic::IncidentReporting),
        view: Some(CompareView::Side),
    },
    Ready {
        question: "What do frontier companies promise, and what does the law ask?",
        who: "Anthropic, OpenAI, Google DeepMind; California SB 53, EU AI Act",
        sets: &[
            "anthropic-rsp-3",
            "openai-pf-2",
            "gdm-fsf-31",
            "us-ca-sb53",
            "eu-ai-act",
        ],
        topic: None,
        view: None,
    },
    Ready {
        question: "What became of LLVM’s draft?",
        who: "The draft of 2025 and the policy of 2026",
        sets: &["llvm-ai-draft-2025", "llvm-ai-2026"],
        topic: None,
        view: Some(CompareView::Changes),
    },
    Ready {
        question: "What did Zig change in its ban?",
        who: "The code of conduct of 2025 and that of 2026",
        sets: &["zig-coc-2025", "zig-coc-2026"],
        topic: None,
        view: Some(CompareView::Changes),
    },
];

/// The questions as links.
pub fn ready() -> Html {
    let questions: Html = READY.iter().map(view_question).collect();
    page_head::section(
        "questions",
        "Ready-made comparisons",
        html! { <ul class="questions">{ questions }</ul> },
    )
}

fn view_question(ready: &Ready) -> Html {
    html! {
        <li key={ready.question}>
            <a href={Route::Compare(place(ready)).href()}>{ready.question}</a>
            <p class="small">{ready.who}</p>
        </li>
    }
}

fn place(ready: &Ready) -> ComparePlace {
    let place = ComparePlace::of(ready.sets.iter().map(|id| (*id).to_owned()).collect());
    ComparePlace {
        filter: Filter {
            topics: ready.topic.into_iter().collect(),
            ..Filter::default()
        },
        view: ready.view.unwrap_or(place.view),
        ..place
    }
}
