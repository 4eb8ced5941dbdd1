//! The syntax of Liberty files: groups, attributes and the lines they stand on.

use super::Reason;

/// A group `kind (arguments) { .. }`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// As `cell`.
    pub kind: String,
    /// What stands in its parentheses, without quotes.
    pub arguments: Vec<String>,
    /// The line it begins on.
    pub line: usize,
    /// The byte of the text that its closing brace is.
    pub end: usize,
    /// Its attributes, in order.
    pub attributes: Vec<Attribute>,
    /// The groups in it, in order.
    pub groups: Vec<Group>,
}

/// An attribute: `name : value ;` or `name (value, ..) ;`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribute {
    /// Its name.
    pub name: String,
    /// Its values, without quotes.
    pub values: Vec<String>,
    /// The line it stands on.
    pub line: usize,
}

impl Group {
    /// The first argument, which is the group's name.
    pub fn name(&self) -> &str {
        self.arguments.first().map_or("", String::as_str)
    }

    /// The attribute of this name, if it is there.
    pub fn attribute(&self, name: &str) -> Option<&Attribute> {
        self.attributes.iter().find(|attribute| attribute.name == name)
    }

    /// The text of a simple attribute.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.attribute(name)?.values.first().map(String::as_str)
    }

    /// The number that an attribute holds.
    ///
    /// # Errors
    /// It holds something else.
    pub fn number(&self, name: &str) -> Result<Option<f64>, Reason> {
        let Some(attribute) = self.attribute(name) else {
            return Ok(None);
        };
        let text = attribute.values.first().map_or("", |value| value.trim());
        match text.parse::<f64>() {
            Ok(number) if number.is_finite() => Ok(Some(number)),
            _ => Err(Reason::at(
                attribute.line,
                format!("{name} is \"{text}\", expected a number"),
            )),
        }
    }

    /// The groups of one kind.
    pub fn of_kind<'a>(&'a self, kind: &'a str) -> impl Iterator<Item = &'a Group> + 'a {
        self.groups.iter().filter(move |group| group.kind == kind)
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Token {
    Word(String),
    Text(String),
    Mark(char),
    End,
}

impl Token {
    fn shown(&self) -> String {
        match self {
            Token::Word(word) => format!("\"{word}\""),
            Token::Text(_) => "a quoted text".to_owned(),
            Token::Mark(mark) => format!("\"{mark}\""),
            Token::End => "the end of the file".to_owned(),
        }
    }
}

/// How deep groups may stand in groups; those of known libraries stand at 6.
const DEEPEST: usize = 100;

struct Reader<'a> {
    text: &'a str,
    rest: &'a str,
    /// Groups around the current token.
    depth: usize,
    line: usize,
    token: Token,
    token_line: usize,
}

/// Reads a whole file: one `library` group.
///
/// # Errors
/// What was found where, and what was expected.
pub fn parse(text: &str) -> Result<Group, Reason> {
    let mut reader = Reader {
        text,
        rest: text,
        depth: 0,
        line: 1,
        token: Token::End,
        token_line: 1,
    };
    reader.next()?;
    let (kind, line) = (reader.word("\"library\"")?, reader.token_line);
    if kind != "library" {
        return Err(Reason::at(
            line,
            format!("found \"{kind}\", expected \"library\""),
        ));
    }
    reader.next()?;
    let arguments = reader.arguments()?;
    if reader.token != Token::Mark('{') {
        return Err(reader.expected("\"{\""));
    }
    let library = reader.group(kind, arguments, line)?;
    match reader.token {
        Token::End => Ok(library),
        _ => Err(reader.expected("the end of the file")),
    }
}

impl Reader<'_> {
    fn expected(&self, what: &str) -> Reason {
        Reason::at(
            self.token_line,
            format!("found {}, expected {what}", self.token.shown()),
        )
    }

    fn word(&self, what: &str) -> Result<String, Reason> {
        match &self.token {
            Token::Word(word) => Ok(word.clone()),
            _ => Err(self.expected(what)),
        }
    }

    fn take(&mut self, bytes: usize) {
        let taken = &self.rest[..bytes];
        self.line += taken.bytes().filter(|&byte| byte == b'\n').count();
        self.rest = &self.rest[bytes..];
    }

    /// Goes past blanks, comments and continued lines.
    fn skip(&mut self) -> Result<(), Reason> {
        loop {
            let blank = self.rest.len() - self.rest.trim_start().len();
            self.take(blank);
            let end = if self.rest.starts_with("/*") {
                let end = self.rest.find("*/");
                end.ok_or_else(|| Reason::at(self.line, "a comment that never ends".to_owned()))? + 2
            } else if self.rest.starts_with("//") {
                self.rest.find('\n').unwrap_or(self.rest.len())
            } else if self.rest.starts_with('\\') {
                1
            } else {
                return Ok(());
            };
            self.take(end);
        }
    }

    fn next(&mut self) -> Result<(), Reason> {
        self.skip()?;
        self.token_line = self.line;
        let mark = |c: char| "(){}:;,\"".contains(c);
        self.token = match self.rest.chars().next() {
            None => Token::End,
            Some('"') => {
                let end = self.rest[1..].find('"');
                let end =
                    end.ok_or_else(|| Reason::at(self.line, "a quoted text that never ends".to_owned()))?;
                let text = self.rest[1..=end].replace("\\\n", " ").replace("\\\r\n", " ");
                self.take(end + 2);
                Token::Text(text)
            }
            Some(c) if mark(c) => {
                self.take(1);
                Token::Mark(c)
            }
            Some(_) => {
                let end = |c: char| c.is_whitespace() || mark(c) || c == '\\';
                let end = self.rest.find(end).unwrap_or(self.rest.len());
                let word = self.rest[..end].to_owned();
                self.take(end);
                Token::Word(word)
            }
        };
        Ok(())
    }

    /// `( .. )`, the current token being the opening one.
    fn arguments(&mut self) -> Result<Vec<String>, Reason> {
        if self.token != Token::Mark('(') {
            return Err(self.expected("\"(\""));
        }
        let mut arguments = Vec::new();
        loop {
            self.next()?;
            match &self.token {
                Token::Mark(')') => break,
                Token::Mark(',' | ':') => {}
                Token::Word(text) | Token::Text(text) => arguments.push(text.clone()),
                _ => return Err(self.expected("\")\"")),
            }
        }
        self.next()?;
        Ok(arguments)
    }

    /// The inside of a group, the current token being its opening brace.
    fn group(&mut self, kind: String, arguments: Vec<String>, line: usize) -> Result<Group, Reason> {
        self.depth += 1;
        if self.depth > DEEPEST {
            let what = format!("{kind} stands in more than {DEEPEST} groups");
            return Err(Reason::at(line, what));
        }
        let mut group = Group {
            kind,
            arguments,
            line,
            end: 0,
            attributes: Vec::new(),
            groups: Vec::new(),
        };
        self.next()?;
        loop {
            match &self.token {
                Token::Mark('}') => {
                    self.depth -= 1;
                    group.end = self.text.len() - self.rest.len() - 1;
                    self.next()?;
                    // Some files put one after a group.
                    if self.token == Token::Mark(';') {
                        self.next()?;
                    }
                    return Ok(group);
                }
                Token::Mark(';') => self.next()?,
                Token::End => {
                    let what = format!("{} ({}) is never closed", group.kind, group.arguments.join(", "));
                    return Err(Reason::at(group.line, what));
                }
                Token::Word(name) => {
                    let (name, line) = (name.clone(), self.token_line);
                    self.next()?;
                    self.statement(&mut group, name, line)?;
                }
                _ => return Err(self.expected("an attribute or a group")),
            }
        }
    }

    /// What follows a name in a group.
    fn statement(&mut self, group: &mut Group, name: String, line: usize) -> Result<(), Reason> {
        if self.token == Token::Mark('(') {
            let values = self.arguments()?;
            if self.token == Token::Mark('{') {
                group.groups.push(self.group(name, values, line)?);
            } else {
                // A missing semicolon is common in files that other tools take.
                group.attributes.push(Attribute { name, values, line });
            }
            return Ok(());
        }
        if self.token != Token::Mark(':') {
            return Err(self.expected("\":\" or \"(\""));
        }
        self.next()?;
        // A value may be an expression, as VDD + 0.5; it ends at the semicolon or at the line's end.
        let mut value = match &self.token {
            Token::Word(text) | Token::Text(text) => text.clone(),
            _ => return Err(self.expected("a value")),
        };
        self.next()?;
        while let Token::Word(text) | Token::Text(text) = &self.token {
            if self.token_line != line {
                break;
            }
            value = format!("{value} {text}");
            self.next()?;
        }
        let values = vec![value];
        group.attributes.push(Attribute { name, values, line });
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_attributes_and_lines_are_those_of_the_file() {
        let text = "/* a\n b */ library (lib) {\n  time_unit : \"1ns\"; // why\n  capacitive_load_unit (1,pf)\n  \
                    voltage : VDD + 0.5 ;\n  values ( \\\n \"1, 2\", \\\n \"3\" );\n  cell (\"A\") { area : 2 }\n}\n";
        let library = parse(text).unwrap();
        assert_eq!((library.name(), library.line), ("lib", 2));
        assert_eq!(library.text("time_unit"), Some("1ns"));
        assert_eq!(
            library.attribute("capacitive_load_unit").unwrap().values,
            ["1", "pf"]
        );
        assert_eq!(library.text("voltage"), Some("VDD + 0.5"));
        assert_eq!(library.attribute("values").unwrap().values, ["1, 2", "3"]);
        let cell = library.of_kind("cell").next().unwrap();
        assert_eq!((cell.name(), cell.line), ("A", 9));
        assert_eq!(cell.number("area").unwrap(), Some(2.0));
        assert!(library
            .number("time_unit")
            .unwrap_err()
            .to_string()
            .starts_with("line 3: time_unit is \"1ns\""));
        assert_eq!(&text[library.end..], "}\n");
    }

    #[test]
    fn groups_stand_in_groups_up_to_a_depth() {
        let nested = |depth: usize| {
            let text = format!("library (a) {{{}{}}}", "b () {".repeat(depth), "}".repeat(depth));
            parse(&text).map(|_| ()).map_err(|reason| reason.to_string())
        };
        assert_eq!(nested(DEEPEST - 1), Ok(()));
        for depth in [DEEPEST, 300_000] {
            let reason = "line 1: b stands in more than 100 groups";
            assert_eq!(nested(depth), Err(reason.to_owned()));
        }
    }

    #[test]
    fn what_is_broken_is_named_with_its_line() {
        for (text, reason) in [
            ("", "line 1: found the end of the file, expected \"library\""),
            ("module x;", "line 1: found \"module\", expected \"library\""),
            (
                "library (a) {\n cell (B) {\n area : 1;\n}",
                "line 1: library (a) is never closed",
            ),
            ("library (a) {\n cell (B) {\n", "line 2: cell (B) is never closed"),
            (
                "library (a) {\n area 3;\n}",
                "line 2: found \"3\", expected \":\" or \"(\"",
            ),
            (
                "library (a) {\n area : ;\n}",
                "line 2: found \";\", expected a value",
            ),
            (
                "library (a) {\n x : \"y;\n}",
                "line 2: a quoted text that never ends",
            ),
            ("library (a) {\n /* y;\n}", "line 2: a comment that never ends"),
            (
                "library (a) { }\n}",
                "line 2: found \"}\", expected the end of the file",
            ),
            ("library (a) {\n v (1, {", "line 2: found \"{\", expected \")\""),
        ] {
            assert_eq!(parse(text).unwrap_err().to_string(), reason, "{text}");
        }
    }
}
