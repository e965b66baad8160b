//! A picture in SVG becomes one in PNG, on a canvas that nobody sees. Never sends it anywhere.

use js_sys::encode_uri_component;
use wasm_bindgen::{JsCast, closure::Closure};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, CanvasRenderingContext2d, HtmlCanvasElement, HtmlImageElement};

use super::{Reach, download, focus::document};
use crate::store::{Action, NoticeKind};

/// Sharp on paper and on fine screens.
const SCALE: f64 = 2.0;
/// Some browsers draw nothing on a canvas of more pixels than this.
const MAX_PIXELS: f64 = 16_000_000.0;

/// Offers the picture as a PNG file of this name.
pub fn save_png(reach: &Reach, name: String, svg: String) {
    let reach = reach.clone();
    spawn_local(async move {
        if draw(name, &svg).await.is_none() {
            let told = "This browser could not draw the picture. The SVG file holds the same.";
            reach.dispatch(Action::Tell(NoticeKind::Problem, told.into()));
        }
    });
}

async fn draw(name: String, svg: &str) -> Option<()> {
    let image = HtmlImageElement::new().ok()?;
    // The page's policy lets pictures come from data addresses, and from nowhere else but the page itself.
    let data = String::from(encode_uri_component(svg));
    image.set_src(&["data:image/svg+xml;charset=utf-8,", &data].concat());
    JsFuture::from(image.decode()).await.ok()?;
    let (width, height) = (
        f64::from(image.natural_width()),
        f64::from(image.natural_height()),
    );
    let scale = (MAX_PIXELS / (width * height).max(1.0)).sqrt().min(SCALE);
    let canvas: HtmlCanvasElement = document()?.create_element("canvas").ok()?.dyn_into().ok()?;
    canvas.set_width((width * scale) as u32);
    canvas.set_height((height * scale) as u32);
    let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
    context
        .draw_image_with_html_image_element_and_dw_and_dh(
            &image,
            0.0,
            0.0,
            width * scale,
            height * scale,
        )
        .ok()?;
    let save = Closure::once_into_js(move |blob: Option<Blob>| {
        // Where a browser refuses to save, nothing happens: there is no second way to offer.
        blob.and_then(|blob| download::save_blob(&name, &blob))
            .unwrap_or_default();
    });
    canvas.to_blob(save.unchecked_ref()).ok()
}
