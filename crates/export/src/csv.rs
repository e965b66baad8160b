//! Comma-separated values as RFC 4180 has them: CRLF, quotes where needed. Never a formula for a spreadsheet to run.

/// One line.
pub(crate) fn line<'a>(fields: impl IntoIterator<Item = &'a str>) -> String {
    let mut text = String::new();
    for (at, field) in fields.into_iter().enumerate() {
        if at > 0 {
            text.push(',');
        }
        push(&mut text, field);
    }
    text.push_str("\r\n");
    text
}

/// What spreadsheets take for the start of a formula, in plain and in full width.
const FORMULA: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// A field that would be computed gets an apostrophe in front: spreadsheets then keep it as text.
fn push(text: &mut String, field: &str) {
    let risky =
        field.trim_start().starts_with(FORMULA) || field.starts_with(['\t', '\r', '\n', '\0']);
    let guard = if risky { "'" } else { "" };
    if field.contains(['"', ',', '\r', '\n']) {
        text.push('"');
        text.push_str(guard);
        text.push_str(&field.replace('"', "\"\""));
        text.push('"');
    } else {
        text.push_str(guard);
        text.push_str(field);
    }
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
        ] {
            assert_eq!(line(fields), expected);
        }
    }

    #[test]
    fn nothing_is_left_for_a_spreadsheet_to_compute() {
        for (field, expected) in [
            ("=1+1", "'=1+1\r\n"),
            ("-2", "'-2\r\n"),
            ("  @SUM(A1)", "'  @SUM(A1)\r\n"),
            ("＝1", "'＝1\r\n"),
            ("\t=1", "'\t=1\r\n"),
            ("=cmd|' /C calc'!A0,1", "\"'=cmd|' /C calc'!A0,1\"\r\n"),
            ("a-b", "a-b\r\n"),
        ] {
            assert_eq!(line([field]), expected);
        }
    }
}
