//! Brings the atlas: the page's own, or the one a link names. Never believes it.

use protocol::{Origin, Reply, WantedFile, Way};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::HtmlMetaElement;

use super::Reach;
use super::conversation::built_in;
use super::fetch;
use super::marks;
use crate::route::decode;
use crate::store::{Action, NoticeKind};

/// The folder of the page's own atlas, and the name of the file in it that holds everything.
const READ_FILE: &str = "atlas.json";
/// The shell's hint to the first view's questions with their answers. A question is taken as its own text, which is
/// its key already: code that reads questions would cost the page kilobytes.
const FIRST_FILE: &str = "link[rel=preload][href$=\"first-answers.txt\"]";

/// The file of an atlas that suggests whom to rely on. It is no evidence: it is brought when the reader asks to look at it.
const SUGGESTED_VIEWPOINT: &str = "viewpoint.json";

/// The folder of the demonstration: invented communities, to show what evidence looks like.
const DEMONSTRATION: &str = "demonstration/";
/// The address that opens it, with the list of what is signed in it.
pub const DEMONSTRATION_LINK: &str = "?atlas=demonstration/#/evidence";

/// Which atlas a link wants.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Address of another atlas: its folder, its `datapackage.json` or its read-file.
    pub address: Option<String>,
    /// The only state that is accepted, `sha256:…` of the read-file.
    pub digest: Option<String>,
}

impl Wanted {
    /// Reads what stands before the `#`, `?atlas=…&digest=…`.
    pub fn parse(search: &str) -> Self {
        let mut wanted = Self::default();
        for (name, value) in search
            .trim_start_matches('?')
            .split('&')
            .filter_map(|pair| pair.split_once('='))
        {
            match name {
                "atlas" if !value.is_empty() => wanted.address = Some(decode(value)),
                "digest" if !value.is_empty() => wanted.digest = Some(decode(value)),
                _ => {}
            }
        }
        wanted
    }
}

/// The read-file of an atlas that is named by its folder, its package or the file itself.
pub fn read_file_of(address: &str) -> String {
    match address.strip_suffix("datapackage.json") {
        Some(folder) => [folder, READ_FILE].concat(),
        None if address.ends_with('/') => [address, READ_FILE].concat(),
        None => address.to_owned(),
    }
}

/// The page shows the demonstration, as its address says.
pub fn is_demonstration() -> bool {
    let address = wanted().address;
    address.is_some_and(|address| {
        let folder = folder_of(&address);
        folder == DEMONSTRATION || folder.ends_with(&["/", DEMONSTRATION].concat())
    })
}

fn wanted() -> Wanted {
    let search = web_sys::window()
        .and_then(|window| window.location().search().ok())
        .unwrap_or_default();
    Wanted::parse(&search)
}

/// Brings the atlas and seeds the store with the first answers.
pub fn bring(reach: &Reach) {
    let Wanted { address, digest } = wanted();
    let own = address.is_none();
    let address = address.unwrap_or_else(own_folder);
    let file = read_file_of(&address);
    // A pinned state must not be preceded by answers from another.
    if own && digest.is_none() {
        seed(reach);
    } else {
        use_up_hint();
    }
    let reach = reach.clone();
    spawn_local(async move {
        let origin = if own {
            built_in()
        } else {
            Origin {
                name: file.clone(),
                way: Way::Url,
            }
        };
        match fetch::bring(&reach, &file, !own).await {
            Ok(body) => {
                marks::set("atlas-here");
                reach.link.receive(origin, body, true, digest);
            }
            Err(problem) => {
                let told = [
                    "The atlas could not be loaded. ",
                    &problem.what,
                    ". ",
                    &problem.hint,
                    ".",
                ]
                .concat();
                reach.dispatch(Action::Tell(NoticeKind::Problem, told.into()));
                reach.link.missed(origin, problem, true);
            }
        }
    });
}

/// Brings files that the atlas lists and that its evidence needs. Each is handed over with its address, or listed as
/// missing.
pub fn bring_evidence(reach: &Reach, files: Vec<WantedFile>) {
    let address = wanted().address;
    let way = if address.is_some() {
        Way::Url
    } else {
        Way::BuiltIn
    };
    let folder = folder_of(&address.unwrap_or_else(own_folder)).to_owned();
    for file in files {
        let (reach, address) = (reach.clone(), [folder.as_str(), &file.path].concat());
        spawn_local(async move {
            let origin = Origin {
                name: address.clone(),
                way,
            };
            let digest = Some(file.digest).filter(|digest| !digest.is_empty());
            match fetch::bring(&reach, &address, way == Way::Url).await {
                Ok(body) => reach.link.receive(origin, body, false, digest),
                Err(problem) => reach.link.missed(origin, problem, false),
            }
        });
    }
}

/// Puts the choice that the demonstration suggests where the reader would paste it. It counts for nothing there.
pub fn suggest(reach: &Reach) {
    let folder = folder_of(&wanted().address.unwrap_or_else(own_folder)).to_owned();
    let reach = reach.clone();
    spawn_local(async move {
        let address = [folder.as_str(), SUGGESTED_VIEWPOINT].concat();
        let text = match fetch::bring(&reach, &address, false).await {
            Ok(body) => JsFuture::from(body.text()).await.ok(),
            Err(_) => None,
        };
        reach.dispatch(match text.and_then(|text| text.as_string()) {
            Some(text) => Action::Pasted(text.into()),
            None => Action::Tell(
                NoticeKind::Problem,
                "The suggested choice could not be fetched.".into(),
            ),
        });
    });
}

/// The folder in which an atlas lies, with its slash.
fn folder_of(address: &str) -> &str {
    let end = address.rfind('/').map_or(0, |slash| slash + 1);
    address.get(..end).unwrap_or_default()
}

fn own_folder() -> String {
    meta("rulescape-atlas").unwrap_or_else(|| "atlas/".to_owned())
}

// Only speed depends on it: whatever goes wrong here, the engine answers the same questions a moment later. The shell
// names the file only where it exists, so that nobody asks for one that does not.
fn seed(reach: &Reach) {
    let hint = super::focus::document()
        .and_then(|document| document.query_selector(FIRST_FILE).ok().flatten())
        .and_then(|link| link.get_attribute("href"));
    let (reach, Some(address)) = (reach.clone(), hint) else {
        return;
    };
    spawn_local(async move {
        if let Some(pairs) = first_answers(&address).await {
            for (question, answer) in pairs {
                let Some(answer) = Reply::read(&answer) else {
                    continue;
                };
                reach.dispatch(Action::Answered {
                    key: question.into(),
                    revision: 0,
                    outcome: Ok(answer.into()),
                });
            }
            marks::set("first-answers");
        }
    });
}

// The answers travel in any case; a browser warns when nobody takes what the shell asked it to fetch ahead.
fn use_up_hint() {
    let hint = super::focus::document()
        .and_then(|document| document.query_selector(FIRST_FILE).ok().flatten())
        .and_then(|link| link.get_attribute("href"));
    if let (Some(window), Some(address)) = (web_sys::window(), hint) {
        let _unread = window.fetch_with_str(&address);
    }
}

async fn first_answers(address: &str) -> Option<Vec<(String, String)>> {
    let window = web_sys::window()?;
    let response: web_sys::Response = JsFuture::from(window.fetch_with_str(address))
        .await
        .ok()?
        .dyn_into()
        .ok()?;
    if !response.ok() {
        return None;
    }
    let text = JsFuture::from(response.text().ok()?)
        .await
        .ok()?
        .as_string()?;
    protocol::read(&text)
}

/// The content of a `<meta name=…>` of the shell.
pub fn meta(name: &str) -> Option<String> {
    let selector = ["meta[name=\"", name, "\"]"].concat();
    let element = super::focus::document()?
        .query_selector(&selector)
        .ok()
        .flatten()?;
    Some(element.dyn_into::<HtmlMetaElement>().ok()?.content())
        .filter(|content| !content.is_empty())
}

#[cfg(test)]
mod tests {
    use protocol::Answer;

    use super::*;

    #[test]
    fn links_name_another_atlas_and_its_state() {
        let wanted = Wanted::parse("?atlas=https%3A%2F%2Fexample.org%2Fa%2F&digest=sha256:ab&x=1");
        assert_eq!(wanted.address.as_deref(), Some("https://example.org/a/"));
        assert_eq!(wanted.digest.as_deref(), Some("sha256:ab"));
        assert_eq!(Wanted::parse(""), Wanted::default());
        assert_eq!(Wanted::parse("?atlas="), Wanted::default());
    }

    #[test]
    fn first_answers_are_found_by_the_key_of_their_question() {
        let asks = [
            protocol::Ask::Overview,
            protocol::Ask::Network(protocol::NetworkAsk::default()),
        ];
        let pairs: Vec<(String, String)> = asks
            .iter()
            .map(|ask| {
                (
                    protocol::write(ask),
                    protocol::write(&Answer::Topics(Vec::new())),
                )
            })
            .collect();
        let read: Vec<(String, String)> =
            protocol::read(&protocol::write(&pairs)).expect("just written");
        let keys: Vec<&str> = read.iter().map(|(question, _)| question.as_str()).collect();
        assert_eq!(
            keys,
            asks.map(|ask| protocol::Question::from(ask).key().to_string())
        );
    }

    #[test]
    fn evidence_lies_in_the_folder_of_its_atlas() {
        for address in ["a/b/", "a/b/atlas.json", "a/b/datapackage.json"] {
            assert_eq!(folder_of(address), "a/b/");
        }
        assert_eq!(folder_of("atlas.json"), "");
    }

    #[test]
    fn an_atlas_is_named_by_folder_package_or_file() {
        for name in [
            "https://a.org/x/",
            "https://a.org/x/datapackage.json",
            "https://a.org/x/atlas.json",
        ] {
            assert_eq!(read_file_of(name), "https://a.org/x/atlas.json");
        }
        assert_eq!(
            read_file_of("https://a.org/mine.json"),
            "https://a.org/mine.json"
        );
    }
}
