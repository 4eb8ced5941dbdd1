//! The memories of a design, kept apart from its cells.
//!
//! Cell libraries have no memories; a chip has them from a memory compiler, which comes with no open library. A memory of
//! any size as flip-flops would be most of a unit's area and clock energy and say nothing of the unit. So each memory of
//! at least [`LEAST`] bits is taken out of the netlist: its pins become ports of the top, and it stands in the bench
//! ([`crate::simulate::Memory`]). Its size, the words written and read a sample, the time that it may take to read without
//! slowing the unit down, and the area that its bits would take as bare latches are figures of their own.

use super::liberty::Library;
use crate::activity::Activity;
use crate::netlist::Netlist;
use crate::simulate::Memory;

/// Bits from which a memory is kept apart.
pub const LEAST: u64 = 1024;

/// The memory as a module without an inside, read only when there are instances of it: Yosys widens the ports of such.
pub const BOX: &str = "module kept_apart #(parameter WIDTH = 1, parameter ADDRESS = 1, parameter READS = 1)
  (input write_enable, input [ADDRESS-1:0] write_address, input [WIDTH-1:0] write_data,
   input [READS-1:0] read_enable, input [READS*ADDRESS-1:0] read_address, output [READS*WIDTH-1:0] read_data);
endmodule
";

/// From Yosys' memory to the black box: one that is written whole words at a time by one port, and whose read ports have a
/// register that keeps its word, without reset, and give the old word in the cycle of a write to it. One that begins with
/// contents is none that a compiler makes.
pub const MAP: &str = r#"(* techmap_celltype = "$mem_v2" *)
module keep_apart (RD_CLK, RD_EN, RD_ARST, RD_SRST, RD_ADDR, RD_DATA, WR_CLK, WR_EN, WR_ADDR, WR_DATA);
  parameter MEMID = "";
  parameter signed SIZE = 1;
  parameter signed OFFSET = 0;
  parameter signed ABITS = 1;
  parameter signed WIDTH = 1;
  parameter [SIZE*WIDTH-1:0] INIT = 1'bx;
  parameter signed RD_PORTS = 1;
  parameter RD_CLK_ENABLE = 1'b1;
  parameter RD_CLK_POLARITY = 1'b1;
  parameter RD_TRANSPARENCY_MASK = 1'b0;
  parameter RD_COLLISION_X_MASK = 1'b0;
  parameter RD_WIDE_CONTINUATION = 1'b0;
  parameter RD_CE_OVER_SRST = 1'b0;
  parameter RD_ARST_VALUE = 1'b0;
  parameter RD_SRST_VALUE = 1'b0;
  parameter RD_INIT_VALUE = 1'b0;
  parameter signed WR_PORTS = 1;
  parameter WR_CLK_ENABLE = 1'b1;
  parameter WR_CLK_POLARITY = 1'b1;
  parameter WR_PRIORITY_MASK = 1'b0;
  parameter WR_WIDE_CONTINUATION = 1'b0;
  parameter _TECHMAP_BITS_CONNMAP_ = 8;
  parameter [WR_PORTS*WIDTH*_TECHMAP_BITS_CONNMAP_-1:0] _TECHMAP_CONNMAP_WR_EN_ = 0;
  parameter [RD_PORTS-1:0] _TECHMAP_CONSTMSK_RD_ARST_ = 0;
  parameter [RD_PORTS-1:0] _TECHMAP_CONSTVAL_RD_ARST_ = 0;
  parameter [RD_PORTS-1:0] _TECHMAP_CONSTMSK_RD_SRST_ = 0;
  parameter [RD_PORTS-1:0] _TECHMAP_CONSTVAL_RD_SRST_ = 0;
  input [RD_PORTS-1:0] RD_CLK, RD_EN, RD_ARST, RD_SRST;
  input [RD_PORTS*ABITS-1:0] RD_ADDR;
  output [RD_PORTS*WIDTH-1:0] RD_DATA;
  input [WR_PORTS-1:0] WR_CLK;
  input [WR_PORTS*WIDTH-1:0] WR_EN;
  input [WR_PORTS*ABITS-1:0] WR_ADDR;
  input [WR_PORTS*WIDTH-1:0] WR_DATA;
  localparam filled = INIT !== {SIZE*WIDTH{1'bx}};
  localparam small = SIZE * WIDTH < LEAST || SIZE != (1 << ABITS) || OFFSET != 0;
  localparam written = WR_PORTS == 1 && WR_CLK_ENABLE == 1'b1 && WR_CLK_POLARITY == 1'b1
    && _TECHMAP_CONNMAP_WR_EN_ == {WIDTH{_TECHMAP_CONNMAP_WR_EN_[_TECHMAP_BITS_CONNMAP_-1:0]}};
  localparam read = RD_CLK_ENABLE == {RD_PORTS{1'b1}} && RD_CLK_POLARITY == {RD_PORTS{1'b1}}
    && RD_TRANSPARENCY_MASK == 0 && RD_WIDE_CONTINUATION == 0
    && &_TECHMAP_CONSTMSK_RD_ARST_ && _TECHMAP_CONSTVAL_RD_ARST_ == 0
    && &_TECHMAP_CONSTMSK_RD_SRST_ && _TECHMAP_CONSTVAL_RD_SRST_ == 0;
  wire _TECHMAP_FAIL_ = small || filled || !written || !read;
  kept_apart #(.WIDTH(WIDTH), .ADDRESS(ABITS), .READS(RD_PORTS)) _TECHMAP_REPLACE_ (
    .write_enable(WR_EN[0]), .write_address(WR_ADDR), .write_data(WR_DATA),
    .read_enable(RD_EN), .read_address(RD_ADDR), .read_data(RD_DATA));
endmodule
"#;

/// [`MAP`] with its number filled in.
pub(super) fn map() -> String {
    MAP.replace("LEAST", &LEAST.to_string())
}

/// Finds the memories among the ports of a netlist, as Yosys' `expose -evert` leaves them (`a.b.write_enable`), and gives
/// these ports plain names.
pub(super) fn take_out(netlist: &mut Netlist) -> Vec<Memory> {
    let mut memories = Vec::new();
    let heads = netlist.ports.keys();
    let heads: Vec<String> = heads
        .filter_map(|port| Some(port.strip_suffix(".write_enable")?.to_owned()))
        .collect();
    for head in heads {
        let plain = |c: char| if c.is_ascii_alphanumeric() { c } else { '_' };
        let name: String = head.chars().map(plain).collect();
        let dotted = format!("{head}.");
        let pins: Vec<String> = netlist
            .ports
            .keys()
            .filter(|port| port.starts_with(&dotted))
            .cloned()
            .collect();
        for pin in pins {
            if let Some(port) = netlist.ports.remove(&pin) {
                netlist.netnames.remove(&pin);
                netlist
                    .ports
                    .insert(format!("{name}_{}", &pin[dotted.len()..]), port);
            }
        }
        let width = |pin: &str| {
            netlist
                .ports
                .get(&format!("{name}_{pin}"))
                .map_or(0, |port| port.bits.len() as u32)
        };
        memories.push(Memory {
            width: width("write_data"),
            address: width("write_address"),
            reads: width("read_enable"),
            name,
        });
    }
    memories
}

/// Square micrometres of all bits in the library's [`Library::keeper`], without what addresses them, and its name.
pub(super) fn bare_um2(memories: &[Memory], library: &Library) -> (f64, String) {
    let bits: u64 = memories.iter().map(Memory::bits).sum();
    // A library without a register is none.
    let (name, area) = library.keeper().unwrap_or_default();
    (bits as f64 * area, name.to_owned())
}

/// Words written and read in a run.
pub(super) fn accesses(memories: &[Memory], activity: &Activity, period_ps: u64) -> f64 {
    let nets = memories.iter().flat_map(Memory::enables);
    let high = nets
        .filter_map(|net| Some(activity.nets.get(&net)?.high_ps))
        .sum::<u64>();
    high as f64 / period_ps as f64
}

/// The names of the ports by which a netlist reads its memories.
pub(super) fn outputs(memories: &[Memory]) -> Vec<String> {
    memories.iter().map(|memory| memory.pin("read_data")).collect()
}
