//! The C side of the shim.

use super::Shim;
use crate::build::Trace;
use crate::Direction;
use std::fmt::Write as _;

impl Shim<'_> {
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
        let mut contents = String::new();
        for (i, memory) in self.memories.iter().enumerate() {
            let _ = writeln!(
                contents,
                "    to[{i}] = reinterpret_cast<uint8_t*>(&at.{}[0]);",
                memory.cpp
            );
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
        // A model that `eval` has just settled has seen its clock low: the tick goes on from there.
        let low_once = match self.trace {
            Trace::None => format!("if (!settled) {{ {low} }}\n        settled = false;"),
            _ => format!("{low}\n        settled = false;"),
        };
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
#include "{model}___024root.h"
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
    bool settled = false;

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
    void eval() {{
        {low}
        settled = true;
    }}
    void tick() {{
{begin}        {low_once}
{dump_low}        {high}
{dump_high}        ++cycles;
    }}
}};
}}  // namespace

extern "C" {{
void* veribind_{model}_new(int random, int seed) {{ return new Shim{{random, seed}}; }}
void veribind_{model}_delete(void* self) {{ delete static_cast<Shim*>(self); }}
void veribind_{model}_eval(void* self) {{ static_cast<Shim*>(self)->eval(); }}
void veribind_{model}_ticks(void* self, uint64_t count) {{
    while (count--) static_cast<Shim*>(self)->tick();
}}
void veribind_{model}_tick(void* self) {{ static_cast<Shim*>(self)->tick(); }}
uint64_t veribind_{model}_cycles(const void* self) {{ return static_cast<const Shim*>(self)->cycles; }}
void veribind_{model}_trace(void* self, const char* path, uint64_t from, uint64_t to) {{ {trace_call} }}
void veribind_{model}_ports(void* self, uint8_t** to) {{
    {model}& at = static_cast<Shim*>(self)->model;
{addresses}}}
void veribind_{model}_memories(void* self, uint8_t** to) {{
    auto& at = *static_cast<Shim*>(self)->model.rootp;
    (void)at; (void)to;
{contents}}}
}}
"#,
            top = self.top,
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
