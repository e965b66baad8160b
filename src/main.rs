//! Starts the page. Never does anything else.

fn main() {
    page::app::start();
}
