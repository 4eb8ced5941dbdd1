// neuron: generated from the Rust-HDL module of this name; do not edit.
// Regenerate: signum generate

module neuron(clock,reset,threshold,zero,strict,decay,decay_shift,s_valid,s_ready,s_current,s_first,s_last,m_valid,m_ready,m_u,m_spike,m_last,saturations);

    // Module arguments
    input wire  clock;
    input wire  reset;
    input wire  [14:0] threshold;
    input wire  zero;
    input wire  strict;
    input wire  [1:0] decay;
    input wire  [3:0] decay_shift;
    input wire  s_valid;
    output reg  s_ready;
    input wire  [15:0] s_current;
    input wire  s_first;
    input wire  s_last;
    output reg  m_valid;
    input wire  m_ready;
    output reg  [23:0] m_u;
    output reg  m_spike;
    output reg  m_last;
    output reg  [31:0] saturations;

    // Constant declarations
    localparam signed [25:0] nothing = 26'h0;
    localparam signed [25:0] low = 26'h3800000;
    localparam signed [25:0] high = 26'h7fffff;

    // Stub signals
    reg  [9:0] address$d;
    wire  [9:0] address$q;
    reg  membranes$write_enable;
    reg  [9:0] membranes$write_address;
    reg signed [23:0] membranes$write_data;
    reg  membranes$read_enable;
    reg  [9:0] membranes$read_address;
    wire signed [23:0] membranes$read_data;
    reg  stage_1$s_valid;
    wire  stage_1$s_ready;
    reg  stage_1$s_last;
    wire  stage_1$m_valid;
    reg  stage_1$m_ready;
    wire  stage_1$m_last;
    wire  stage_1$load;
    reg  stage_2$s_valid;
    wire  stage_2$s_ready;
    reg  stage_2$s_last;
    wire  stage_2$m_valid;
    reg  stage_2$m_ready;
    wire  stage_2$m_last;
    wire  stage_2$load;
    reg  stage_3$s_valid;
    wire  stage_3$s_ready;
    reg  stage_3$s_last;
    wire  stage_3$m_valid;
    reg  stage_3$m_ready;
    wire  stage_3$m_last;
    wire  stage_3$load;
    reg  [9:0] address_1$d;
    wire  [9:0] address_1$q;
    reg  first_1$d;
    wire  first_1$q;
    reg  [15:0] current_1$d;
    wire  [15:0] current_1$q;
    reg  [9:0] address_2$d;
    wire  [9:0] address_2$q;
    reg signed [23:0] decayed$d;
    wire signed [23:0] decayed$q;
    reg  [15:0] current_2$d;
    wire  [15:0] current_2$q;
    reg signed [23:0] membrane$d;
    wire signed [23:0] membrane$q;
    reg  spike$d;
    wire  spike$q;
    reg  cut$d;
    wire  cut$q;
    reg  counter$events;
    reg  counter$enable;
    wire  [31:0] counter$count;

    // Local signals
    reg  busy;
    reg  take;
    reg signed [23:0] u;
    reg  [23:0] mask;
    reg  [23:0] folded;
    reg  [23:0] folded_shifted;
    reg  [23:0] shifted_bits;
    reg signed [23:0] shifted;
    reg signed [15:0] current;
    reg signed [25:0] current_wide;
    reg signed [25:0] decayed_wide;
    reg  [25:0] threshold_bits;
    reg signed [25:0] threshold_wide;
    reg signed [25:0] v;
    reg  fires;
    reg signed [25:0] left;
    reg signed [25:0] limited;
    reg  outside;
    reg signed [23:0] stored;

    // Sub module instances
    neuron$address address(
        .d(address$d),
        .q(address$q),
        .clock(clock),
        .reset(reset)
    );
    neuron$membranes membranes(
        .clock(clock),
        .write_enable(membranes$write_enable),
        .write_address(membranes$write_address),
        .write_data(membranes$write_data),
        .read_enable(membranes$read_enable),
        .read_address(membranes$read_address),
        .read_data(membranes$read_data)
    );
    neuron$stage_1 stage_1(
        .clock(clock),
        .reset(reset),
        .s_valid(stage_1$s_valid),
        .s_ready(stage_1$s_ready),
        .s_last(stage_1$s_last),
        .m_valid(stage_1$m_valid),
        .m_ready(stage_1$m_ready),
        .m_last(stage_1$m_last),
        .load(stage_1$load)
    );
    neuron$stage_1 stage_2(
        .clock(clock),
        .reset(reset),
        .s_valid(stage_2$s_valid),
        .s_ready(stage_2$s_ready),
        .s_last(stage_2$s_last),
        .m_valid(stage_2$m_valid),
        .m_ready(stage_2$m_ready),
        .m_last(stage_2$m_last),
        .load(stage_2$load)
    );
    neuron$stage_1 stage_3(
        .clock(clock),
        .reset(reset),
        .s_valid(stage_3$s_valid),
        .s_ready(stage_3$s_ready),
        .s_last(stage_3$s_last),
        .m_valid(stage_3$m_valid),
        .m_ready(stage_3$m_ready),
        .m_last(stage_3$m_last),
        .load(stage_3$load)
    );
    neuron$address address_1(
        .d(address_1$d),
        .q(address_1$q),
        .clock(clock),
        .reset(reset)
    );
    neuron$counter$over first_1(
        .d(first_1$d),
        .q(first_1$q),
        .clock(clock),
        .reset(reset)
    );
    neuron$current_1 current_1(
        .d(current_1$d),
        .q(current_1$q),
        .clock(clock),
        .reset(reset)
    );
    neuron$address address_2(
        .d(address_2$d),
        .q(address_2$q),
        .clock(clock),
        .reset(reset)
    );
    neuron$decayed decayed(
        .d(decayed$d),
        .q(decayed$q),
        .clock(clock),
        .reset(reset)
    );
    neuron$current_1 current_2(
        .d(current_2$d),
        .q(current_2$q),
        .clock(clock),
        .reset(reset)
    );
    neuron$decayed membrane(
        .d(membrane$d),
        .q(membrane$q),
        .clock(clock),
        .reset(reset)
    );
    neuron$counter$over spike(
        .d(spike$d),
        .q(spike$q),
        .clock(clock),
        .reset(reset)
    );
    neuron$counter$over cut(
        .d(cut$d),
        .q(cut$q),
        .clock(clock),
        .reset(reset)
    );
    neuron$counter counter(
        .clock(clock),
        .reset(reset),
        .events(counter$events),
        .enable(counter$enable),
        .count(counter$count)
    );

    // Update code
    always @(*) begin
        address$d = address$q;
        address_1$d = address_1$q;
        first_1$d = first_1$q;
        current_1$d = current_1$q;
        address_2$d = address_2$q;
        decayed$d = decayed$q;
        current_2$d = current_2$q;
        membrane$d = membrane$q;
        spike$d = spike$q;
        cut$d = cut$q;
        busy = (stage_1$m_valid & (address_1$q == address$q)) | (stage_2$m_valid & (address_2$q == address$q));
        stage_1$s_valid = s_valid & ~busy;
        stage_1$s_last = s_last;
        stage_1$m_ready = stage_2$s_ready;
        stage_2$s_valid = stage_1$m_valid;
        stage_2$s_last = stage_1$m_last;
        stage_2$m_ready = stage_3$s_ready;
        stage_3$s_valid = stage_2$m_valid;
        stage_3$s_last = stage_2$m_last;
        stage_3$m_ready = m_ready;
        s_ready = stage_1$s_ready & ~busy;
        m_valid = stage_3$m_valid;
        m_last = stage_3$m_last;
        take = stage_1$load;
        membranes$read_enable = take;
        membranes$read_address = address$q;
        if (take) begin
            address$d = address$q + 32'h1;
            if (s_last) begin
                address$d = 32'h0;
            end
            address_1$d = address$q;
            first_1$d = s_first;
            current_1$d = s_current;
        end
        u = membranes$read_data;
        mask = 32'h0;
        if (u[32'h17]) begin
            mask = 32'hffffff;
        end
        folded = $unsigned(u);
        folded_shifted = (folded ^ mask) >> ((decay_shift) & 24'hffffff);
        shifted_bits = folded_shifted ^ mask;
        shifted = $signed(shifted_bits);
        if (stage_2$load) begin
            decayed$d = u;
            if (decay == 32'h1) begin
                decayed$d = shifted;
            end
            if (decay == 32'h2) begin
                decayed$d = u - shifted;
            end
            if (first_1$q) begin
                decayed$d = $signed(nothing);
            end
            address_2$d = address_1$q;
            current_2$d = current_1$q;
        end
        current = $signed(current_2$q);
        current_wide = $signed(current);
        decayed_wide = $signed(decayed$q);
        threshold_bits = ((threshold) & 26'h3ffffff);
        threshold_wide = $signed(threshold_bits);
        v = decayed_wide + current_wide;
        fires = v >= threshold_wide;
        if (strict) begin
            fires = v > threshold_wide;
        end
        left = v;
        if (fires) begin
            left = v - threshold_wide;
            if (zero) begin
                left = nothing;
            end
        end
        limited = left;
        outside = 32'h0;
        if (left > high) begin
            limited = high;
            outside = 32'h1;
        end
        if (left < low) begin
            limited = low;
            outside = 32'h1;
        end
        stored = $signed(limited);
        membranes$write_enable = stage_3$load;
        membranes$write_address = address_2$q;
        membranes$write_data = stored;
        if (stage_3$load) begin
            membrane$d = stored;
            spike$d = fires;
            cut$d = outside;
        end
        m_u = $unsigned(membrane$q);
        m_spike = spike$q;
        counter$events = cut$q;
        counter$enable = stage_3$m_valid & m_ready;
        saturations = counter$count;
    end

endmodule

module neuron$address(d,q,clock,reset);

    // Module arguments
    input wire  [9:0] d;
    output reg  [9:0] q;
    input wire  clock;
    input wire  reset;

    // Update code (custom)
    always @(posedge clock) begin
       if (reset) q <= 10'h0;
       else q <= d;
    end
endmodule

module neuron$counter(clock,reset,events,enable,count);

    // Module arguments
    input wire  clock;
    input wire  reset;
    input wire  events;
    input wire  enable;
    output reg  [31:0] count;

    // Stub signals
    reg  flags$whole;
    wire  flags$parts$0;
    reg  [7:0] ones$d;
    wire  [7:0] ones$q;
    reg  [31:0] total$d;
    wire  [31:0] total$q;
    reg  over$d;
    wire  over$q;

    // Local signals
    reg  [7:0] partial$0;
    reg  [32:0] sum;

    // Sub module instances
    neuron$counter$flags flags(
        .whole(flags$whole),
        .parts$0(flags$parts$0)
    );
    neuron$counter$ones ones(
        .d(ones$d),
        .q(ones$q),
        .clock(clock),
        .reset(reset)
    );
    neuron$counter$total total(
        .d(total$d),
        .q(total$q),
        .clock(clock),
        .reset(reset)
    );
    neuron$counter$over over(
        .d(over$d),
        .q(over$q),
        .clock(clock),
        .reset(reset)
    );

    // Update code
    always @(*) begin
        ones$d = ones$q;
        total$d = total$q;
        over$d = over$q;
        flags$whole = events;
        partial$0 = 32'h0;
        if (|flags$parts$0) begin
            partial$0 = 32'h1;
        end
        ones$d = 32'h0;
        if (enable) begin
            ones$d = partial$0;
        end
        sum = ((total$q) & 33'h1ffffffff) + ((ones$q) & 33'h1ffffffff);
        total$d = sum[(32'h0)+:(32)];
        if (sum[32'h20]) begin
            over$d = 1'b1;
        end
        count = total$q;
        if (over$q) begin
            count = 64'hffffffff;
        end
    end

endmodule

module neuron$counter$flags(whole,parts$0);

    // Module arguments
    input wire  whole;
    output reg  parts$0;

    // Update code (custom)
    always @(*) parts$0 = whole;
endmodule

module neuron$counter$ones(d,q,clock,reset);

    // Module arguments
    input wire  [7:0] d;
    output reg  [7:0] q;
    input wire  clock;
    input wire  reset;

    // Update code (custom)
    always @(posedge clock) begin
       if (reset) q <= 8'h0;
       else q <= d;
    end
endmodule

module neuron$counter$over(d,q,clock,reset);

    // Module arguments
    input wire  d;
    output reg  q;
    input wire  clock;
    input wire  reset;

    // Update code (custom)
    always @(posedge clock) begin
       if (reset) q <= 1'h0;
       else q <= d;
    end
endmodule

module neuron$counter$total(d,q,clock,reset);

    // Module arguments
    input wire  [31:0] d;
    output reg  [31:0] q;
    input wire  clock;
    input wire  reset;

    // Update code (custom)
    always @(posedge clock) begin
       if (reset) q <= 32'h0;
       else q <= d;
    end
endmodule

module neuron$current_1(d,q,clock,reset);

    // Module arguments
    input wire  [15:0] d;
    output reg  [15:0] q;
    input wire  clock;
    input wire  reset;

    // Update code (custom)
    always @(posedge clock) begin
       if (reset) q <= 16'h0;
       else q <= d;
    end
endmodule

module neuron$decayed(d,q,clock,reset);

    // Module arguments
    input wire signed [23:0] d;
    output reg signed [23:0] q;
    input wire  clock;
    input wire  reset;

    // Update code (custom)
    always @(posedge clock) begin
       if (reset) q <= 24'h0;
       else q <= d;
    end
endmodule

module neuron$membranes(clock,write_enable,write_address,write_data,read_enable,read_address,read_data);

    // Module arguments
    input wire  clock;
    input wire  write_enable;
    input wire  [9:0] write_address;
    input wire signed [23:0] write_data;
    input wire  read_enable;
    input wire  [9:0] read_address;
    output reg signed [23:0] read_data;

    // Update code (custom)
    reg signed [23:0] contents [0:1023];
    always @(posedge clock) begin
       if (write_enable) contents[write_address] <= write_data;
       if (read_enable) read_data <= contents[read_address];
    end
endmodule

module neuron$stage_1(clock,reset,s_valid,s_ready,s_last,m_valid,m_ready,m_last,load);

    // Module arguments
    input wire  clock;
    input wire  reset;
    input wire  s_valid;
    output reg  s_ready;
    input wire  s_last;
    output reg  m_valid;
    input wire  m_ready;
    output reg  m_last;
    output reg  load;

    // Stub signals
    reg  valid$d;
    wire  valid$q;
    reg  last$d;
    wire  last$q;

    // Local signals
    reg  open;
    reg  take;

    // Sub module instances
    neuron$counter$over valid(
        .d(valid$d),
        .q(valid$q),
        .clock(clock),
        .reset(reset)
    );
    neuron$counter$over last(
        .d(last$d),
        .q(last$q),
        .clock(clock),
        .reset(reset)
    );

    // Update code
    always @(*) begin
        valid$d = valid$q;
        last$d = last$q;
        open = ~valid$q | m_ready;
        take = open & s_valid;
        if (open) begin
            valid$d = s_valid;
        end
        if (take) begin
            last$d = s_last;
        end
        s_ready = open;
        load = take;
        m_valid = valid$q;
        m_last = last$q;
    end

endmodule
