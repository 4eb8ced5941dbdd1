//! The C shim and the Rust struct of one top, as text.

use super::ports::Port;
use super::Trace;
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

/// What both texts are made from.
pub(super) struct Shim<'a> {
    /// Verilog name of the top.
    pub top: &'a str,
    /// Rust and C++ name of the model.
    pub model: &'a str,
    pub ports: &'a [Port],
    pub trace: Trace,
}

impl Shim<'_> {
    fn has(&self, name: &str) -> bool {
        self.ports
            .iter()
            .any(|port| port.name == name && port.direction == Direction::Input && port.width == 1)
    }

    /// The C side. It is compiled in one unit with the model's own code, so that `eval` can be inlined.
    pub fn cpp(&self) -> String {
        let model = self.model;
        let mut inputs = String::new();
        let mut addresses = String::new();
        for (i, port) in self.ports.iter().enumerate() {
            let cpp = &port.cpp;
            if port.direction == Direction::Input {
                let _ = writeln!(
                    inputs,
                    "        std::memset(&model.{cpp}, 0, sizeof(model.{cpp}));"
                );
            }
            let _ = writeln!(addresses, "    to[{i}] = reinterpret_cast<uint8_t*>(&at.{cpp});");
        }
        let (header, writer) = match self.trace {
            Trace::None => ("", ""),
            Trace::Vcd => ("#include \"verilated_vcd_c.h\"\n", "VerilatedVcdC"),
            Trace::Fst => ("#include \"verilated_fst_c.h\"\n", "VerilatedFstC"),
        };
        let half = |level: u32| match self.has("clock") {
            true => format!("model.clock = {level};\n        model.eval();"),
            false => "model.eval();".to_owned(),
        };
        let (low, high) = (half(0), half(1));
        let (traced, members, begin, dump_low, dump_high, close) = match self.trace {
            Trace::None => ("0", String::new(), "", "", "", ""),
            _ => (
                "1",
                TRACE_MEMBERS.replace("WRITER", writer),
                "        if (tracing) step_window();\n",
                "        if (writer) writer->dump(2 * cycles);\n",
                "        if (writer) writer->dump(2 * cycles + 1);\n",
                "        end_window();\n",
            ),
        };
        let trace_call = match self.trace {
            Trace::None => "(void)self; (void)path; (void)from; (void)to;",
            _ => "static_cast<Shim*>(self)->window(path, from, to);",
        };
        format!(
            r#"// Made by veribind. One call a clock cycle goes through here, nothing else is hot.
#include "{model}.h"
#include "verilated.h"
{header}#include <cstdint>
#include <cstring>
#include <memory>
#include <string>

namespace {{
struct Shim final {{
    VerilatedContext context;
    {model} model;
    uint64_t cycles = 0;

    static VerilatedContext* prepare(VerilatedContext& context, int random, int seed) {{
        context.randReset(random ? 2 : 0);
        context.randSeed(seed);
        if ({traced}) context.traceEverOn(true);
        return &context;
    }}

    Shim(int random, int seed) : model{{prepare(context, random, seed), "{top}"}} {{
{inputs}    }}
    ~Shim() {{
{close}        model.final();
    }}
{members}
    void tick() {{
{begin}        {low}
{dump_low}        {high}
{dump_high}        ++cycles;
    }}
}};
}}  // namespace

extern "C" {{
void* veribind_{model}_new(int random, int seed) {{ return new Shim{{random, seed}}; }}
void veribind_{model}_delete(void* self) {{ delete static_cast<Shim*>(self); }}
void veribind_{model}_eval(void* self) {{ static_cast<Shim*>(self)->model.eval(); }}
void veribind_{model}_ticks(void* self, uint64_t count) {{
    while (count--) static_cast<Shim*>(self)->tick();
}}
void veribind_{model}_tick(void* self) {{ static_cast<Shim*>(self)->tick(); }}
uint64_t veribind_{model}_cycles(const void* self) {{ return static_cast<const Shim*>(self)->cycles; }}
void veribind_{model}_trace(void* self, const char* path, uint64_t from, uint64_t to) {{ {trace_call} }}
void veribind_{model}_ports(void* self, uint8_t** to) {{
    {model}& at = static_cast<Shim*>(self)->model;
{addresses}}}
}}
"#,
            top = self.top,
        )
    }

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
        let module = super::snake(model);
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
        }}
    }}

    /// The Verilog top `{top}`, verilated.
    pub struct {model} {{
        raw: *mut c_void,
        /// Addresses of the ports inside the model, in the order of `PORTS`.
        ports: [*mut u8; {count}],
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
            // SAFETY: the shim makes a model, and writes as many addresses as the top has ports.
            let raw = unsafe {{
                let raw = ffi::veribind_{model}_new({random}, seed);
                ffi::veribind_{model}_ports(raw, ports.as_mut_ptr());
                raw
            }};
            Self {{ raw, ports }}
        }}

        /// Settles the combinational logic without a clock edge.
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
    }}
}}
"#
        )
    }
}

/// Members of the shim that write a window of cycles.
const TRACE_MEMBERS: &str = r#"
    std::unique_ptr<WRITER> writer;
    std::string path;
    uint64_t from = 0, to = 0;
    bool tracing = false;

    void window(const char* file, uint64_t first, uint64_t end) {
        end_window();
        path = file;
        from = first;
        to = end;
        tracing = true;
    }
    void step_window() {
        if (cycles == from) {
            writer = std::make_unique<WRITER>();
            model.trace(writer.get(), 99);
            writer->open(path.c_str());
        } else if (cycles >= to) {
            end_window();
        }
    }
    void end_window() {
        if (writer) writer->close();
        writer.reset();
        tracing = false;
    }
"#;

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
