//! The Rust side of the shim.

use super::Shim;
use crate::build::ports::Port;
use crate::build::Trace;
use crate::Direction;
use std::fmt::Write as _;

/// Methods of every model, and Rust's keywords: a port of such a name gets the suffix `_port`.
const TAKEN: &[&str] = &[
    "new",
    "with_seed",
    "eval",
    "tick",
    "ticks",
    "reset",
    "cycles",
    "trace_window",
    "address",
    "port",
    "read",
    "write",
    "read_words",
    "write_words",
    "memory",
    "memory_address",
    "peek",
    "poke",
    "drop",
    "as",
    "async",
    "await",
    "box",
    "break",
    "const",
    "continue",
    "crate",
    "dyn",
    "else",
    "enum",
    "extern",
    "false",
    "fn",
    "for",
    "if",
    "impl",
    "in",
    "let",
    "loop",
    "match",
    "mod",
    "move",
    "mut",
    "pub",
    "ref",
    "return",
    "self",
    "static",
    "struct",
    "super",
    "trait",
    "true",
    "try",
    "type",
    "unsafe",
    "use",
    "where",
    "while",
    "yield",
];

impl Shim<'_> {
    /// The Rust side.
    pub fn rust(&self, random: bool) -> String {
        let (top, model, count) = (self.top, self.model, self.ports.len());
        let mut table = String::new();
        let mut accessors = String::new();
        for (i, port) in self.ports.iter().enumerate() {
            let Port {
                name,
                direction,
                width,
                ..
            } = port;
            let _ = writeln!(table, "        ::veribind::Port {{ name: {name:?}, direction: ::veribind::Direction::{direction:?}, width: {width} }},");
            accessors += &getter(i, port);
            if *direction == Direction::Input {
                accessors += &setter(i, port);
            }
        }
        let held = self.memories.len();
        let mut memories = String::new();
        for memory in self.memories {
            let (name, width, depth) = (&memory.name, memory.width, memory.depth);
            let _ = writeln!(
                memories,
                "        ::veribind::Memory {{ name: {name:?}, width: {width}, depth: {depth} }},"
            );
        }
        let reset = match self.has("reset") {
            true => "self.set_reset(true);\n        self.ticks(::veribind::RESET_CYCLES);\n        self.set_reset(false);\n        self.eval();",
            false => "",
        };
        let traced = match self.trace {
            Trace::None => "let _ = (path, from, to);\n        Err(::veribind::TraceError::NotBuilt { top: Self::TOP_NAME })".to_owned(),
            _ => format!(
                "let path = ::veribind::prepare_trace(path, from, to, self.cycles())?;\n        // SAFETY: `raw` is live; the shim copies the string.\n        unsafe {{ ffi::veribind_{model}_trace(self.raw, path.as_ptr(), from, to) }};\n        Ok(())"
            ),
        };
        let random = i32::from(random);
        let module = snake(model);
        format!(
            r#"pub use {module}::{model};
/// Model of the top `{top}`.
#[allow(clippy::all, dead_code, non_snake_case)]
mod {module} {{
    use ::std::ffi::{{c_char, c_int, c_void}};

    #[allow(non_camel_case_types)]
    mod ffi {{
        use super::*;
        extern "C" {{
            pub fn veribind_{model}_new(random: c_int, seed: c_int) -> *mut c_void;
            pub fn veribind_{model}_delete(raw: *mut c_void);
            pub fn veribind_{model}_eval(raw: *mut c_void);
            pub fn veribind_{model}_tick(raw: *mut c_void);
            pub fn veribind_{model}_ticks(raw: *mut c_void, count: u64);
            pub fn veribind_{model}_cycles(raw: *const c_void) -> u64;
            pub fn veribind_{model}_trace(raw: *mut c_void, path: *const c_char, from: u64, to: u64);
            pub fn veribind_{model}_ports(raw: *mut c_void, to: *mut *mut u8);
            pub fn veribind_{model}_memories(raw: *mut c_void, to: *mut *mut u8);
        }}
    }}

    /// The Verilog top `{top}`, verilated.
    pub struct {model} {{
        raw: *mut c_void,
        /// Addresses of the ports inside the model, in the order of `PORTS`.
        ports: [*mut u8; {count}],
        /// Addresses of the memories, in the order of `MEMORIES`.
        memories: [*mut u8; {held}],
    }}

    // SAFETY: a model owns all it points to, its Verilator context included, and shares nothing.
    unsafe impl Send for {model} {{}}

    impl Drop for {model} {{
        fn drop(&mut self) {{
            // SAFETY: `raw` came from `new` and is dropped once.
            unsafe {{ ffi::veribind_{model}_delete(self.raw) }}
        }}
    }}

    impl Default for {model} {{
        fn default() -> Self {{
            Self::new()
        }}
    }}

    impl {model} {{
        const TOP_NAME: &'static str = {top:?};

        /// A model with its initial blocks run, and all inputs 0.
        pub fn new() -> Self {{
            Self::with_seed(::veribind::seed_from_env())
        }}

        /// Like `new`, with the seed of the random initial state of a `random-state` build.
        pub fn with_seed(seed: u32) -> Self {{
            // Verilator takes 0 for "from the clock".
            let seed = (seed & 0x7fff_ffff).max(1) as c_int;
            let mut ports = [::std::ptr::null_mut(); {count}];
            let mut memories = [::std::ptr::null_mut(); {held}];
            // SAFETY: the shim makes a model, and writes as many addresses as the top has ports and memories.
            let raw = unsafe {{
                let raw = ffi::veribind_{model}_new({random}, seed);
                ffi::veribind_{model}_ports(raw, ports.as_mut_ptr());
                ffi::veribind_{model}_memories(raw, memories.as_mut_ptr());
                raw
            }};
            Self {{ raw, ports, memories }}
        }}

        /// Settles the combinational logic, the clock low, without a rising edge.
        #[inline]
        pub fn eval(&mut self) {{
            // SAFETY: `raw` is live, and `&mut self` keeps others away.
            unsafe {{ ffi::veribind_{model}_eval(self.raw) }}
        }}

        /// One clock cycle: clock low, eval, clock high, eval.
        #[inline]
        pub fn tick(&mut self) {{
            // SAFETY: as in `eval`.
            unsafe {{ ffi::veribind_{model}_tick(self.raw) }}
        }}

        /// `count` clock cycles with held inputs.
        #[inline]
        pub fn ticks(&mut self, count: u64) {{
            // SAFETY: as in `eval`.
            unsafe {{ ffi::veribind_{model}_ticks(self.raw, count) }}
        }}

        /// Holds `reset` high for `veribind::RESET_CYCLES` ticks, then low, and evaluates.
        pub fn reset(&mut self) {{
            {reset}
        }}

        /// Ticks since the model was made.
        pub fn cycles(&self) -> u64 {{
            // SAFETY: `raw` is live.
            unsafe {{ ffi::veribind_{model}_cycles(self.raw) }}
        }}

        /// Writes a trace of the cycles `from..to`: see `veribind::Model::trace_window`.
        pub fn trace_window(&mut self, path: &::std::path::Path, from: u64, to: u64) -> Result<(), ::veribind::TraceError> {{
            {traced}
        }}
{accessors}    }}

    impl ::veribind::Model for {model} {{
        const TOP: &'static str = Self::TOP_NAME;
        const PORTS: &'static [::veribind::Port] = &[
{table}        ];
        const MEMORIES: &'static [::veribind::Memory] = &[
{memories}        ];
        fn with_seed(seed: u32) -> Self {{
            Self::with_seed(seed)
        }}
        #[inline]
        fn eval(&mut self) {{
            self.eval()
        }}
        #[inline]
        fn tick(&mut self) {{
            self.tick()
        }}
        fn ticks(&mut self, count: u64) {{
            self.ticks(count)
        }}
        fn reset(&mut self) {{
            self.reset()
        }}
        fn cycles(&self) -> u64 {{
            self.cycles()
        }}
        fn trace_window(&mut self, path: &::std::path::Path, from: u64, to: u64) -> Result<(), ::veribind::TraceError> {{
            self.trace_window(path, from, to)
        }}
        #[inline]
        fn address(&self, index: usize) -> *mut u8 {{
            self.ports[index]
        }}
        fn memory_address(&self, index: usize) -> *mut u8 {{
            self.memories[index]
        }}
    }}
}}
"#
        )
    }
}

/// Rust identifier of a port.
fn identifier(name: &str) -> String {
    let name: String = name
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '_' })
        .collect();
    let digit_first = name.starts_with(|c: char| c.is_ascii_digit());
    if digit_first {
        format!("_{name}")
    } else {
        name
    }
}

/// The smallest Rust integer that holds a port of up to 64 bits: what Verilator takes, too.
fn integer(width: u32) -> &'static str {
    match width {
        0..=8 => "u8",
        9..=16 => "u16",
        17..=32 => "u32",
        _ => "u64",
    }
}

fn getter(i: usize, port: &Port) -> String {
    let Port {
        name,
        direction,
        width,
        ..
    } = port;
    let mut function = identifier(name);
    if TAKEN.contains(&function.as_str()) {
        function += "_port";
    }
    let kind = if *direction == Direction::Input {
        "Input"
    } else {
        "Output"
    };
    let (result, value) = match width {
        1 => ("bool".to_owned(), format!("*self.ports[{i}] != 0")),
        2..=64 => (
            integer(*width).to_owned(),
            format!("*self.ports[{i}].cast::<{}>()", integer(*width)),
        ),
        _ => {
            let words = width.div_ceil(32);
            (
                format!("&[u32; {words}]"),
                format!("&*self.ports[{i}].cast::<[u32; {words}]>()"),
            )
        }
    };
    format!(
        r#"
        /// {kind} `{name}`, {width} bit wide.
        #[inline]
        pub fn {function}(&self) -> {result} {{
            // SAFETY: the address of a member of that size of the live model.
            unsafe {{ {value} }}
        }}
"#
    )
}

fn setter(i: usize, port: &Port) -> String {
    let Port { name, width, .. } = port;
    let function = identifier(name);
    let (argument, body) = match width {
        1 => ("bool".to_owned(), format!("*self.ports[{i}] = u8::from(value)")),
        2..=64 => {
            let integer = integer(*width);
            let mask = u64::MAX >> (64 - width);
            let cut = if [8, 16, 32, 64].contains(width) {
                String::new()
            } else {
                format!(" & {mask:#x}")
            };
            (
                integer.to_owned(),
                format!("*self.ports[{i}].cast::<{integer}>() = value{cut}"),
            )
        }
        _ => {
            let words = width.div_ceil(32);
            let cut = match width % 32 {
                0 => String::new(),
                rest => format!("value[{}] &= {:#x}; ", words - 1, u32::MAX >> (32 - rest)),
            };
            (
                format!("[u32; {words}]"),
                format!("{cut}*self.ports[{i}].cast::<[u32; {words}]>() = value"),
            )
        }
    };
    let mutable = if body.starts_with("value[") { "mut " } else { "" };
    format!(
        r#"
        /// Sets `{name}`, {width} bit wide; bits past that are cut off.
        #[inline]
        pub fn set_{function}(&mut self, {mutable}value: {argument}) {{
            // SAFETY: the address of a member of that size of the live model, and `&mut self` keeps others away.
            unsafe {{ {body} }}
        }}
"#
    )
}

/// `CoreModel` as `core_model`: the private module of a model.
fn snake(model: &str) -> String {
    let mut name = String::new();
    for c in model.chars() {
        if c.is_ascii_uppercase() && !name.is_empty() {
            name.push('_');
        }
        name.push(c.to_ascii_lowercase());
    }
    name
}
