//! Comma-separated values as RFC 4180 has them: CRLF, quotes where needed. Never a formula for a spreadsheet to run.

/// One line.
pub fn line<'a>(fields: impl IntoIterator<Item = &'a str>) -> String {
    let mut text = fields.into_iter().map(field).collect::<Vec<_>>().join(",");
    text.push_str("\r\n");
    text
}

fn field(text: &str) -> String {
    // Spreadsheets run what starts like a formula; a blank in front keeps it text. Comparators are texts of ours.
    let risky = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let text = if risky {
        format!(" {text}")
    } else {
        text.to_owned()
    };
    if text.contains(['"', ',', '\r', '\n']) {
        return format!("\"{}\"", text.replace('"', "\"\""));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_quoted_where_the_standard_asks_for_it() {
        for (fields, expected) in [
            (vec!["a", "b c", ""], "a,b c,\r\n"),
            (
                vec!["a,b", "say \"x\"", "two\nlines"],
                "\"a,b\",\"say \"\"x\"\"\",\"two\nlines\"\r\n",
            ),
            (vec!["=1+1", "-2"], " =1+1, -2\r\n"),
        ] {
            assert_eq!(line(fields), expected);
        }
    }
}
