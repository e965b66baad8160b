//! How wide a line of text will be, without a font at hand. Never promises a hair's breadth: it errs on the wide side.

/// Width of a text in the sans font at a size in units. Widths of wide-running fonts of the stack, in 1/1000 em.
pub fn width(text: &str, size: f64) -> f64 {
    let thousandths: u32 = text.chars().map(advance).sum();
    f64::from(thousandths) * size / 1000.0
}

/// Breaks a name into at most `lines` lines of at most `widest` units where words allow, as even as can be.
pub fn wrap(text: &str, size: f64, widest: f64, lines: usize) -> Vec<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    for count in 1..lines.max(1) {
        let broken = even(&words, size, count);
        if broken.len() <= count && broken.iter().all(|line| width(line, size) <= widest) {
            return broken;
        }
    }
    even(&words, size, lines.max(1))
}

/// Breaks words into `count` lines so that the longest is as short as possible: few words, so all ends are tried.
fn even(words: &[&str], size: f64, count: usize) -> Vec<String> {
    if words.is_empty() {
        return Vec::new();
    }
    if count <= 1 {
        return vec![words.join(" ")];
    }
    let mut best: Option<(f64, Vec<String>)> = None;
    for end in 1..=words.len() {
        let (first, rest) = words.split_at(end);
        let mut lines = vec![first.join(" ")];
        lines.extend(even(rest, size, count - 1));
        let longest = lines
            .iter()
            .map(|line| width(line, size))
            .fold(0.0, f64::max);
        if best.as_ref().is_none_or(|(least, _)| longest < *least) {
            best = Some((longest, lines));
        }
    }
    best.map(|(_, lines)| lines).unwrap_or_default()
}

fn advance(c: char) -> u32 {
    match c {
        'i' | 'j' | 'l' | '\'' | '|' | '.' | ',' | ':' | ';' | '!' | 'I' => 285,
        'f' | 't' | 'r' | '(' | ')' | '[' | ']' | '/' | '-' | ' ' => 340,
        'c' | 's' | 'z' | 'x' | 'v' | 'y' | 'k' | 'J' => 545,
        'm' | 'M' | 'W' | '@' | '%' => 910,
        'w' | 'O' | 'Q' | 'G' => 790,
        'A'..='Z' | '&' => 700,
        'a'..='z' | '0'..='9' => 590,
        _ if c.is_ascii() => 590,
        // Chinese, Japanese, Korean and everything wide.
        '\u{1100}'..='\u{11ff}' | '\u{2e80}'..='\u{ffef}' => 1000,
        _ => 640,
    }
}
