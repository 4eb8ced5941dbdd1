# LiteFury: a bitstream of board_pcie behind XDMA, by Vivado. Not built by open tools, not run by this project.
#
#   signum generate --config small --out build/verilog
#   vivado -mode batch -source constraints/litefury/build.tcl
#
# leaves build/litefury/signum.bit, signum.mcs for the flash, timing.rpt and utilisation.rpt. Exit status 1 when the
# timing is not met. Written for Vivado 2022.2 and newer: xdma 4.1 is the version for 7 series.

set part xc7a100tfgg484-2
# Of the core, in MHz; the streams carry four times as many megabytes a second.
set core_mhz 62.5

set here [file dirname [file normalize [info script]]]
set root [file dirname [file dirname $here]]
set verilog $root/build/verilog/board_pcie.v
set out $root/build/litefury

if {![file exists $verilog]} {
    puts stderr "build.tcl: $verilog is not there; run: signum generate --config small --out build/verilog"
    exit 2
}

# The 64-bit FNV-1a hash of the text, which HELLO says and the host compares (docs/link.md).
proc build_hash {path} {
    set file [open $path rb]
    set text [read $file]
    close $file
    binary scan $text cu* bytes
    set hash 0xcbf29ce484222325
    foreach byte $bytes {
        set hash [expr {(($hash ^ $byte) * 0x100000001b3) & 0xffffffffffffffff}]
    }
    format %016x $hash
}

# The configuration's name in 64 bits, its first character lowest.
proc configuration_word {name} {
    binary scan [binary format a8 $name] w word
    format %016x $word
}

# Only the functions, for who sources this without Vivado.
if {[llength [info commands create_project]] == 0} return

file mkdir $out
create_project -force -part $part signum $out/project
add_files [list $verilog $here/litefury.v]
add_files -fileset constrs_1 $here/pins.xdc
set_property PROCESSING_ORDER EARLY [get_files pins.xdc]
set_property top litefury [current_fileset]
set_property generic [list \
    BUILD_HASH=64'h[build_hash $verilog] \
    CONFIGURATION=64'h[configuration_word small]] [current_fileset]

# Generation 2, four lanes: 128 bits at 125 MHz, more than the core's streams take.
create_ip -vendor xilinx.com -library ip -name xdma -module_name xdma_0
set_property -dict {
    CONFIG.mode_selection Advanced
    CONFIG.pl_link_cap_max_link_width X4
    CONFIG.pl_link_cap_max_link_speed 5.0_GT/s
    CONFIG.axi_data_width 128_bit
    CONFIG.axisten_freq 125
    CONFIG.ref_clk_freq 100_MHz
    CONFIG.xdma_axi_intf_mm AXI_Stream
    CONFIG.xdma_rnum_chnl 1
    CONFIG.xdma_wnum_chnl 1
    CONFIG.cfg_mgmt_if false
} [get_ips xdma_0]

foreach {name from to} {narrow 16 4 widen 4 16} {
    create_ip -vendor xilinx.com -library ip -name axis_dwidth_converter -module_name $name
    set_property -dict [list \
        CONFIG.S_TDATA_NUM_BYTES $from \
        CONFIG.M_TDATA_NUM_BYTES $to \
        CONFIG.HAS_TKEEP 1 \
        CONFIG.HAS_TLAST 1] [get_ips $name]
}
foreach name {to_core from_core} {
    create_ip -vendor xilinx.com -library ip -name axis_clock_converter -module_name $name
    set_property -dict {
        CONFIG.TDATA_NUM_BYTES 4
        CONFIG.HAS_TKEEP 1
        CONFIG.HAS_TLAST 1
        CONFIG.IS_ACLK_ASYNC 1
    } [get_ips $name]
}
create_ip -vendor xilinx.com -library ip -name clk_wiz -module_name core_clock
set_property -dict [list \
    CONFIG.PRIM_SOURCE No_buffer \
    CONFIG.PRIM_IN_FREQ 125.000 \
    CONFIG.CLKOUT1_REQUESTED_OUT_FREQ $core_mhz \
    CONFIG.USE_LOCKED true \
    CONFIG.RESET_TYPE ACTIVE_LOW] [get_ips core_clock]

generate_target all [get_ips]
update_compile_order -fileset sources_1
launch_runs impl_1 -to_step write_bitstream -jobs 4
wait_on_run impl_1
if {[get_property PROGRESS [get_runs impl_1]] ne "100%"} {
    puts stderr "build.tcl: Vivado has not come to the end; see $out/project/signum.runs/impl_1/runme.log"
    exit 1
}
open_run impl_1
report_timing_summary -file $out/timing.rpt
report_utilization -file $out/utilisation.rpt
file copy -force $out/project/signum.runs/impl_1/litefury.bit $out/signum.bit
write_cfgmem -force -format mcs -interface SPIx4 -size 16 -loadbit "up 0x0 $out/signum.bit" -file $out/signum.mcs
set slack [get_property SLACK [get_timing_paths -delay_type max]]
puts "worst slack $slack ns with the core at $core_mhz MHz"
if {$slack < 0} {
    puts stderr "build.tcl: the timing is not met; set a lower core_mhz"
    exit 1
}
