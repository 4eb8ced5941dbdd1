//! The Boolean functions of Liberty's pins.
//!
//! `!A` and `A'` negate; `^` binds next, then `*`, `&` and a mere blank as and, then `+` and `|` as or.

use std::collections::BTreeSet;

/// A function of pins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Function {
    /// 0 or 1.
    Constant(bool),
    /// A pin, or a state of the cell.
    Pin(String),
    /// Negation.
    Not(Box<Function>),
    /// Both.
    And(Box<Function>, Box<Function>),
    /// Either or both.
    Or(Box<Function>, Box<Function>),
    /// One but not the other.
    Xor(Box<Function>, Box<Function>),
}

/// How long a function may be and how deep negations and parentheses may stand in it: far more than a cell computes, and
/// little enough for the stack.
const LONGEST: usize = 10_000;
const DEEPEST: usize = 200;

/// Reads a function.
///
/// # Errors
/// What was expected instead; a function that is too long or too deep.
pub fn parse(text: &str) -> Result<Function, String> {
    if text.len() > LONGEST {
        return Err(format!("a function is longer than {LONGEST} characters"));
    }
    let mut reader = Reader {
        rest: text.trim(),
        text,
        depth: 0,
    };
    let function = reader.or()?;
    match reader.rest {
        "" => Ok(function),
        _ => Err(reader.wrong()),
    }
}

struct Reader<'a> {
    rest: &'a str,
    text: &'a str,
    /// Negations and parentheses around what is read.
    depth: usize,
}

impl Reader<'_> {
    fn wrong(&self) -> String {
        match self.rest {
            "" => format!("the function \"{}\" ends too early", self.text),
            rest => format!("the function \"{}\" cannot be read from \"{rest}\" on", self.text),
        }
    }

    fn eat(&mut self, marks: &[char]) -> bool {
        match self.rest.strip_prefix(marks) {
            Some(rest) => {
                self.rest = rest.trim_start();
                true
            }
            None => false,
        }
    }

    fn or(&mut self) -> Result<Function, String> {
        let mut left = self.and()?;
        while self.eat(&['+', '|']) {
            left = Function::Or(Box::new(left), Box::new(self.and()?));
        }
        Ok(left)
    }

    fn and(&mut self) -> Result<Function, String> {
        let mut left = self.xor()?;
        loop {
            let named = |c: char| c.is_alphanumeric() || "_!(\"".contains(c);
            if !self.eat(&['*', '&']) && !self.rest.starts_with(named) {
                return Ok(left);
            }
            left = Function::And(Box::new(left), Box::new(self.xor()?));
        }
    }

    fn xor(&mut self) -> Result<Function, String> {
        let mut left = self.negation()?;
        while self.eat(&['^']) {
            left = Function::Xor(Box::new(left), Box::new(self.negation()?));
        }
        Ok(left)
    }

    fn negation(&mut self) -> Result<Function, String> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(format!(
                "a function stands in more than {DEEPEST} negations and parentheses"
            ));
        }
        let value = self.negated();
        self.depth -= 1;
        value
    }

    fn negated(&mut self) -> Result<Function, String> {
        if self.eat(&['!']) {
            return Ok(Function::Not(Box::new(self.negation()?)));
        }
        let mut value = if self.eat(&['(']) {
            let inner = self.or()?;
            if !self.eat(&[')']) {
                return Err(self.wrong());
            }
            inner
        } else {
            let end = |c: char| !(c.is_alphanumeric() || c == '_' || c == '[' || c == ']');
            let end = self.rest.find(end).unwrap_or(self.rest.len());
            let (name, rest) = self.rest.split_at(end);
            let value = match name {
                "" => return Err(self.wrong()),
                "0" => Function::Constant(false),
                "1" => Function::Constant(true),
                _ => Function::Pin(name.to_owned()),
            };
            self.rest = rest.trim_start();
            value
        };
        while self.eat(&['\'']) {
            value = Function::Not(Box::new(value));
        }
        Ok(value)
    }
}

impl Function {
    /// As a Verilog expression.
    pub fn verilog(&self) -> String {
        let both = |a: &Function, mark, b: &Function| format!("({} {mark} {})", a.verilog(), b.verilog());
        match self {
            Function::Constant(value) => format!("1'b{}", u8::from(*value)),
            Function::Pin(name) => name.clone(),
            Function::Not(inner) => format!("~{}", inner.verilog()),
            Function::And(a, b) => both(a, '&', b),
            Function::Or(a, b) => both(a, '|', b),
            Function::Xor(a, b) => both(a, '^', b),
        }
    }

    /// The pins and states in it.
    pub fn pins(&self) -> BTreeSet<&str> {
        match self {
            Function::Constant(_) => BTreeSet::new(),
            Function::Pin(name) => BTreeSet::from([name.as_str()]),
            Function::Not(inner) => inner.pins(),
            Function::And(a, b) | Function::Or(a, b) | Function::Xor(a, b) => &a.pins() | &b.pins(),
        }
    }

    /// Its value, given those of its pins.
    pub fn value(&self, pin: &impl Fn(&str) -> bool) -> bool {
        match self {
            Function::Constant(value) => *value,
            Function::Pin(name) => pin(name),
            Function::Not(inner) => !inner.value(pin),
            Function::And(a, b) => a.value(pin) && b.value(pin),
            Function::Or(a, b) => a.value(pin) || b.value(pin),
            Function::Xor(a, b) => a.value(pin) != b.value(pin),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operators_bind_as_liberty_says() {
        for (text, verilog) in [
            ("(!(A B))", "~(A & B)"),
            ("A+B*C^D'", "(A | (B & (C ^ ~D)))"),
            ("!A & B | 1", "((~A & B) | 1'b1)"),
            ("(A (B+C))'", "~(A & (B | C))"),
            ("(A1&A2) | (B1)", "((A1 & A2) | B1)"),
            ("((A B) + (C (A + B)))", "((A & B) | (C & (A | B)))"),
        ] {
            assert_eq!(parse(text).unwrap().verilog(), verilog, "{text}");
        }
        assert_eq!(parse("!(A+B) C").unwrap().pins(), BTreeSet::from(["A", "B", "C"]));
        let majority = parse("(A B)+(C (A+B))").unwrap();
        for bits in 0..8u32 {
            let pin = |name: &str| bits >> (name.as_bytes()[0] - b'A') & 1 == 1;
            assert_eq!(majority.value(&pin), bits.count_ones() >= 2);
        }
    }

    #[test]
    fn what_is_no_function_is_named() {
        assert_eq!(parse("(A B").unwrap_err(), "the function \"(A B\" ends too early");
        assert_eq!(
            parse("A B)").unwrap_err(),
            "the function \"A B)\" cannot be read from \")\" on"
        );
        assert_eq!(
            parse("A + ?").unwrap_err(),
            "the function \"A + ?\" cannot be read from \"?\" on"
        );
        for mark in ["!", "("] {
            let deep = parse(&format!("{}A", mark.repeat(DEEPEST))).unwrap_err();
            assert_eq!(
                deep,
                "a function stands in more than 200 negations and parentheses"
            );
        }
        let long = parse(&"A+".repeat(LONGEST)).unwrap_err();
        assert_eq!(long, "a function is longer than 10000 characters");
    }
}
