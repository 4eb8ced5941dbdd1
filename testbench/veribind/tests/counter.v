// The binding's own test top: every size of port, a register with reset, one without, and memory of its
// inputs beyond 64 bits.
module counter (
    input              clock,
    input              reset,
    input              enable,
    input  [6:0]       step,
    input  [11:0]      twelve,
    input  [39:0]      forty,
    input  [99:0]      wide,
    input              loop,
    output reg [31:0]  count,
    output reg [31:0]  unreset,
    output             odd,
    output [6:0]       step_now,
    output [11:0]      twelve_next,
    output [39:0]      forty_next,
    output [99:0]      wide_next,
    output [63:0]      sixty_four,
    output reg [6:0]   step_kept,
    output reg [11:0]  twelve_kept,
    output reg [39:0]  forty_kept,
    output reg [99:0]  wide_kept
);
    assign odd = count[0] ^ loop;
    assign step_now = step;
    assign twelve_next = twelve + 12'd1;
    assign forty_next = forty + 40'd1;
    assign wide_next = wide + 100'd1;
    assign sixty_four = {~count, count};

    always @(posedge clock) begin
        if (reset) count <= 32'd0;
        else if (enable) count <= count + {25'd0, step};
        if (enable) unreset <= unreset + 32'd1;
    end

    // memories of words of every size: what was there a round of the count ago
    reg [6:0]  steps [0:7];
    reg [11:0] twelves [0:7];
    reg [39:0] forties [0:7];
    reg [99:0] wides [0:7];
    always @(posedge clock) begin
        if (enable) begin
            steps[count[2:0]] <= step;
            twelves[count[2:0]] <= twelve;
            forties[count[2:0]] <= forty;
            wides[count[2:0]] <= wide;
        end
        step_kept <= steps[count[2:0]];
        twelve_kept <= twelves[count[2:0]];
        forty_kept <= forties[count[2:0]];
        wide_kept <= wides[count[2:0]];
    end
endmodule
