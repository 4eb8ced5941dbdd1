// l2_norm_backward: generated from the Rust-HDL module of this name; do not edit.
// Regenerate: signum generate

module l2_norm_backward(clock,reset,s_valid,s_ready,s_data,s_dy,s_last,s_gamma,m_valid,m_ready,m_data,m_last,mu,scale,dgamma,dbeta,saturations,dropped);

    // Module arguments
    input wire  clock;
    input wire  reset;
    input wire  s_valid;
    output reg  s_ready;
    input wire signed [15:0] s_data;
    input wire signed [7:0] s_dy;
    input wire  s_last;
    input wire signed [11:0] s_gamma;
    output reg  m_valid;
    input wire  m_ready;
    output reg signed [47:0] m_data;
    output reg  m_last;
    output reg signed [31:0] mu;
    output reg  [30:0] scale;
    output reg signed [41:0] dgamma;
    output reg signed [24:0] dbeta;
    output reg  [31:0] saturations;
    output reg  [31:0] dropped;

    // Stub signals
    reg  skeleton$s_valid;
    wire  skeleton$s_ready;
    reg signed [15:0] skeleton$s_data;
    reg signed [7:0] skeleton$s_dy;
    reg  skeleton$s_last;
    reg signed [11:0] skeleton$s_gamma;
    wire  skeleton$m_valid;
    reg  skeleton$m_ready;
    wire signed [47:0] skeleton$m_data;
    wire  skeleton$m_last;
    wire signed [31:0] skeleton$mu;
    wire  [30:0] skeleton$scale;
    wire signed [41:0] skeleton$dgamma;
    wire signed [24:0] skeleton$dbeta;
    wire  [31:0] skeleton$saturations;
    wire  [31:0] skeleton$dropped;
    wire  skeleton$clear;
    wire signed [15:0] skeleton$sample;
    wire  skeleton$sample_valid;
    wire signed [24:0] skeleton$mu8;
    reg  skeleton$busy;
    reg  [31:0] skeleton$mean_rest;
    reg  [63:0] skeleton$mean_low;
    reg  [6:0] skeleton$mean_steps;
    reg  skeleton$mean_floor;
    wire  [61:0] skeleton$quotient;
    wire  skeleton$root_start;
    reg  skeleton$root_done;
    reg  [30:0] skeleton$root;
    reg  skeleton$slope_divides;
    wire  skeleton$balance_start;
    reg  skeleton$balance_done;
    reg signed [43:0] skeleton$balance;
    wire  [24:0] skeleton$mean_magnitude;
    wire  skeleton$mean_negative;
    wire  [28:0] skeleton$slope;
    wire  [5:0] skeleton$exponent;
    wire  skeleton$advance;
    wire  skeleton$output_valid;
    wire  skeleton$output_last;
    wire signed [26:0] skeleton$base;
    reg signed [31:0] skeleton$rest;
    reg  skeleton$rest_valid;
    reg  skeleton$rest_last;
    reg  deviation$clear;
    reg signed [15:0] deviation$sample;
    reg  deviation$sample_valid;
    reg signed [24:0] deviation$mu8;
    wire  deviation$busy;
    wire  [31:0] deviation$mean_rest;
    wire  [63:0] deviation$mean_low;
    wire  [6:0] deviation$mean_steps;
    wire  deviation$mean_floor;
    reg  square_root$start;
    reg  [61:0] square_root$radicand;
    wire  square_root$done;
    wire  [30:0] square_root$root;
    reg  projection$advance;
    reg signed [15:0] projection$sample;
    reg  projection$sample_valid;
    reg  projection$sample_last;
    reg signed [24:0] projection$mu8;
    reg signed [26:0] projection$base;
    reg  [28:0] projection$slope;
    reg  projection$slope_negative;
    reg  [5:0] projection$exponent;
    wire signed [31:0] projection$rest;
    wire  projection$rest_valid;
    wire  projection$rest_last;

    // Sub module instances
    l2_norm_backward$skeleton skeleton(
        .clock(clock),
        .reset(reset),
        .s_valid(skeleton$s_valid),
        .s_ready(skeleton$s_ready),
        .s_data(skeleton$s_data),
        .s_dy(skeleton$s_dy),
        .s_last(skeleton$s_last),
        .s_gamma(skeleton$s_gamma),
        .m_valid(skeleton$m_valid),
        .m_ready(skeleton$m_ready),
        .m_data(skeleton$m_data),
        .m_last(skeleton$m_last),
        .mu(skeleton$mu),
        .scale(skeleton$scale),
        .dgamma(skeleton$dgamma),
        .dbeta(skeleton$dbeta),
        .saturations(skeleton$saturations),
        .dropped(skeleton$dropped),
        .clear(skeleton$clear),
        .sample(skeleton$sample),
        .sample_valid(skeleton$sample_valid),
        .mu8(skeleton$mu8),
        .busy(skeleton$busy),
        .mean_rest(skeleton$mean_rest),
        .mean_low(skeleton$mean_low),
        .mean_steps(skeleton$mean_steps),
        .mean_floor(skeleton$mean_floor),
        .quotient(skeleton$quotient),
        .root_start(skeleton$root_start),
        .root_done(skeleton$root_done),
        .root(skeleton$root),
        .slope_divides(skeleton$slope_divides),
        .balance_start(skeleton$balance_start),
        .balance_done(skeleton$balance_done),
        .balance(skeleton$balance),
        .mean_magnitude(skeleton$mean_magnitude),
        .mean_negative(skeleton$mean_negative),
        .slope(skeleton$slope),
        .exponent(skeleton$exponent),
        .advance(skeleton$advance),
        .output_valid(skeleton$output_valid),
        .output_last(skeleton$output_last),
        .base(skeleton$base),
        .rest(skeleton$rest),
        .rest_valid(skeleton$rest_valid),
        .rest_last(skeleton$rest_last)
    );
    l2_norm_backward$deviation deviation(
        .clock(clock),
        .reset(reset),
        .clear(deviation$clear),
        .sample(deviation$sample),
        .sample_valid(deviation$sample_valid),
        .mu8(deviation$mu8),
        .busy(deviation$busy),
        .mean_rest(deviation$mean_rest),
        .mean_low(deviation$mean_low),
        .mean_steps(deviation$mean_steps),
        .mean_floor(deviation$mean_floor)
    );
    l2_norm_backward$square_root square_root(
        .clock(clock),
        .reset(reset),
        .start(square_root$start),
        .radicand(square_root$radicand),
        .done(square_root$done),
        .root(square_root$root)
    );
    l2_norm_backward$projection projection(
        .clock(clock),
        .reset(reset),
        .advance(projection$advance),
        .sample(projection$sample),
        .sample_valid(projection$sample_valid),
        .sample_last(projection$sample_last),
        .mu8(projection$mu8),
        .base(projection$base),
        .slope(projection$slope),
        .slope_negative(projection$slope_negative),
        .exponent(projection$exponent),
        .rest(projection$rest),
        .rest_valid(projection$rest_valid),
        .rest_last(projection$rest_last)
    );

    // Update code
    always @(*) begin
        skeleton$s_valid = s_valid;
        s_ready = skeleton$s_ready;
        skeleton$s_data = s_data;
        skeleton$s_dy = s_dy;
        skeleton$s_last = s_last;
        skeleton$s_gamma = s_gamma;
        m_valid = skeleton$m_valid;
        skeleton$m_ready = m_ready;
        m_data = skeleton$m_data;
        m_last = skeleton$m_last;
        mu = skeleton$mu;
        scale = skeleton$scale;
        dgamma = skeleton$dgamma;
        dbeta = skeleton$dbeta;
        saturations = skeleton$saturations;
        dropped = skeleton$dropped;
        deviation$clear = skeleton$clear;
        deviation$sample = skeleton$sample;
        deviation$sample_valid = skeleton$sample_valid;
        skeleton$busy = deviation$busy;
        skeleton$mean_rest = deviation$mean_rest;
        skeleton$mean_low = deviation$mean_low;
        skeleton$mean_steps = deviation$mean_steps;
        skeleton$mean_floor = deviation$mean_floor;
        deviation$mu8 = skeleton$mu8;
        square_root$start = skeleton$root_start;
        square_root$radicand = skeleton$quotient;
        skeleton$root_done = square_root$done;
        skeleton$root = square_root$root;
        skeleton$slope_divides = 1'b1;
        skeleton$balance_done = skeleton$balance_start;
        skeleton$balance = 32'h0;
        projection$mu8 = skeleton$mu8;
        projection$exponent = skeleton$exponent;
        projection$advance = skeleton$advance;
        projection$sample = skeleton$sample;
        projection$sample_valid = skeleton$output_valid;
        projection$sample_last = skeleton$output_last;
        projection$base = skeleton$base;
        projection$slope = skeleton$slope;
        projection$slope_negative = skeleton$mean_negative;
        skeleton$rest = projection$rest;
        skeleton$rest_valid = projection$rest_valid;
        skeleton$rest_last = projection$rest_last;
    end

endmodule

module l2_norm_backward$deviation(clock,reset,clear,sample,sample_valid,mu8,busy,mean_rest,mean_low,mean_steps,mean_floor);

    // Module arguments
    input wire  clock;
    input wire  reset;
    input wire  clear;
    input wire signed [15:0] sample;
    input wire  sample_valid;
    input wire signed [24:0] mu8;
    output reg  busy;
    output reg  [31:0] mean_rest;
    output reg  [63:0] mean_low;
    output reg  [6:0] mean_steps;
    output reg  mean_floor;

    // Stub signals
    reg signed [24:0] deviation$d;
    wire signed [24:0] deviation$q;
    reg  deviation_valid$d;
    wire  deviation_valid$q;
    reg signed [49:0] square$d;
    wire signed [49:0] square$q;
    reg  square_valid$d;
    wire  square_valid$q;
    reg signed [49:0] square_held$d;
    wire signed [49:0] square_held$q;
    reg  held_valid$d;
    wire  held_valid$q;
    reg  [62:0] sum$d;
    wire  [62:0] sum$q;

    // Local signals
    reg  [23:0] shifted;
    reg signed [23:0] fixed;
    reg signed [24:0] wide;
    reg signed [49:0] factor;

    // Sub module instances
    l2_norm_backward$deviation$deviation deviation(
        .d(deviation$d),
        .q(deviation$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$deviation$deviation_valid deviation_valid(
        .d(deviation_valid$d),
        .q(deviation_valid$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$deviation$square square(
        .d(square$d),
        .q(square$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$deviation$deviation_valid square_valid(
        .d(square_valid$d),
        .q(square_valid$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$deviation$square square_held(
        .d(square_held$d),
        .q(square_held$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$deviation$deviation_valid held_valid(
        .d(held_valid$d),
        .q(held_valid$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$deviation$sum sum(
        .d(sum$d),
        .q(sum$q),
        .clock(clock),
        .reset(reset)
    );

    // Update code
    always @(*) begin
        deviation$d = deviation$q;
        deviation_valid$d = deviation_valid$q;
        square$d = square$q;
        square_valid$d = square_valid$q;
        square_held$d = square_held$q;
        held_valid$d = held_valid$q;
        sum$d = sum$q;
        shifted = ((sample[(32'h0)+:(16)]) & 24'hffffff) << 32'h8;
        fixed = $signed(shifted);
        wide = $signed(fixed);
        deviation$d = wide - mu8;
        deviation_valid$d = sample_valid;
        factor = $signed(deviation$q);
        square$d = factor * factor;
        square_valid$d = deviation_valid$q;
        square_held$d = square$q;
        held_valid$d = square_valid$q;
        if (held_valid$q) begin
            sum$d = sum$q + ((square_held$q[(32'h0)+:(48)]) & 63'h7fffffffffffffff);
        end
        if (clear) begin
            sum$d = 32'h0;
        end
        busy = deviation_valid$q | square_valid$q | held_valid$q;
        mean_rest = ((sum$q[(32'h2e)+:(17)]) & 32'hffffffff);
        mean_low = ((sum$q[(32'h0)+:(46)]) & 64'hffffffffffffffff) << 32'h12;
        mean_steps = 32'h3e;
        mean_floor = 1'b1;
    end

endmodule

module l2_norm_backward$deviation$deviation(d,q,clock,reset);

    // Module arguments
    input wire signed [24:0] d;
    output reg signed [24:0] q;
    input wire  clock;
    input wire  reset;

    // Update code (custom)
    always @(posedge clock) begin
       if (reset) q <= 25'h0;
       else q <= d;
    end
endmodule

module l2_norm_backward$deviation$deviation_valid(d,q,clock,reset);

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

module l2_norm_backward$deviation$square(d,q,clock,reset);

    // Module arguments
    input wire signed [49:0] d;
    output reg signed [49:0] q;
    input wire  clock;
    input wire  reset;

    // Update code (custom)
    always @(posedge clock) begin
       if (reset) q <= 50'h0;
       else q <= d;
    end
endmodule

module l2_norm_backward$deviation$sum(d,q,clock,reset);

    // Module arguments
    input wire  [62:0] d;
    output reg  [62:0] q;
    input wire  clock;
    input wire  reset;

    // Update code (custom)
    always @(posedge clock) begin
       if (reset) q <= 63'h0;
       else q <= d;
    end
endmodule

module l2_norm_backward$projection(clock,reset,advance,sample,sample_valid,sample_last,mu8,base,slope,slope_negative,exponent,rest,rest_valid,rest_last);

    // Module arguments
    input wire  clock;
    input wire  reset;
    input wire  advance;
    input wire signed [15:0] sample;
    input wire  sample_valid;
    input wire  sample_last;
    input wire signed [24:0] mu8;
    input wire signed [26:0] base;
    input wire  [28:0] slope;
    input wire  slope_negative;
    input wire  [5:0] exponent;
    output reg signed [31:0] rest;
    output reg  rest_valid;
    output reg  rest_last;

    // Stub signals
    reg signed [24:0] deviation$d;
    wire signed [24:0] deviation$q;
    reg signed [24:0] magnitude$d;
    wire signed [24:0] magnitude$q;
    reg signed [53:0] product$d;
    wire signed [53:0] product$q;
    reg signed [53:0] product_held$d;
    wire signed [53:0] product_held$q;
    reg  round$advance;
    reg  [52:0] round$value;
    reg  [5:0] round$shift;
    wire  [52:0] round$rounded;
    reg  [6:0] sign$d;
    wire  [6:0] sign$q;
    reg  [8:0] valid$d;
    wire  [8:0] valid$q;
    reg  [8:0] last$d;
    wire  [8:0] last$q;
    reg signed [26:0] base1$d;
    wire signed [26:0] base1$q;
    reg signed [26:0] base2$d;
    wire signed [26:0] base2$q;
    reg signed [26:0] base3$d;
    wire signed [26:0] base3$q;
    reg signed [26:0] base4$d;
    wire signed [26:0] base4$q;
    reg signed [26:0] base5$d;
    wire signed [26:0] base5$q;
    reg signed [26:0] base6$d;
    wire signed [26:0] base6$q;
    reg signed [26:0] base7$d;
    wire signed [26:0] base7$q;
    reg signed [31:0] left_over$d;
    wire signed [31:0] left_over$q;

    // Local signals
    reg  [23:0] shifted;
    reg signed [23:0] fixed;
    reg signed [24:0] wide;
    reg signed [24:0] deviation_negated;
    reg  [29:0] slope_bits;
    reg signed [29:0] slope_signed;
    reg signed [53:0] left_factor;
    reg signed [53:0] right_factor;
    reg  [31:0] projection_bits;
    reg signed [31:0] share;
    reg signed [31:0] base_wide;

    // Sub module instances
    l2_norm_backward$deviation$deviation deviation(
        .d(deviation$d),
        .q(deviation$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$deviation$deviation magnitude(
        .d(magnitude$d),
        .q(magnitude$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$projection$product product(
        .d(product$d),
        .q(product$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$projection$product product_held(
        .d(product_held$d),
        .q(product_held$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$projection$round round(
        .clock(clock),
        .reset(reset),
        .advance(round$advance),
        .value(round$value),
        .shift(round$shift),
        .rounded(round$rounded)
    );
    l2_norm_backward$projection$sign sign(
        .d(sign$d),
        .q(sign$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$projection$last valid(
        .d(valid$d),
        .q(valid$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$projection$last last(
        .d(last$d),
        .q(last$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$projection$base1 base1(
        .d(base1$d),
        .q(base1$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$projection$base1 base2(
        .d(base2$d),
        .q(base2$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$projection$base1 base3(
        .d(base3$d),
        .q(base3$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$projection$base1 base4(
        .d(base4$d),
        .q(base4$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$projection$base1 base5(
        .d(base5$d),
        .q(base5$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$projection$base1 base6(
        .d(base6$d),
        .q(base6$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$projection$base1 base7(
        .d(base7$d),
        .q(base7$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$projection$left_over left_over(
        .d(left_over$d),
        .q(left_over$q),
        .clock(clock),
        .reset(reset)
    );

    // Update code
    always @(*) begin
        deviation$d = deviation$q;
        magnitude$d = magnitude$q;
        product$d = product$q;
        product_held$d = product_held$q;
        sign$d = sign$q;
        valid$d = valid$q;
        last$d = last$q;
        base1$d = base1$q;
        base2$d = base2$q;
        base3$d = base3$q;
        base4$d = base4$q;
        base5$d = base5$q;
        base6$d = base6$q;
        base7$d = base7$q;
        left_over$d = left_over$q;
        shifted = ((sample[(32'h0)+:(16)]) & 24'hffffff) << 32'h8;
        fixed = $signed(shifted);
        wide = $signed(fixed);
        deviation_negated = -deviation$q;
        slope_bits = ((slope) & 30'h3fffffff);
        slope_signed = $signed(slope_bits);
        left_factor = $signed(magnitude$q);
        right_factor = $signed(slope_signed);
        round$advance = advance;
        round$value = product_held$q[(32'h0)+:(53)];
        round$shift = exponent - 32'h4;
        projection_bits = round$rounded[(32'h0)+:(32)];
        share = $signed(projection_bits);
        base_wide = $signed(base7$q);
        if (advance) begin
            valid$d = (valid$q << 32'h1) | ((sample_valid) & 9'h1ff);
            last$d = (last$q << 32'h1) | ((sample_last) & 9'h1ff);
            deviation$d = wide - mu8;
            magnitude$d = deviation$q;
            if (deviation$q[32'h18]) begin
                magnitude$d = deviation_negated;
            end
            sign$d = (sign$q << 32'h1) | (((deviation$q[32'h18] ^ slope_negative)) & 7'h7f);
            product$d = left_factor * right_factor;
            product_held$d = product$q;
            base1$d = base;
            base2$d = base1$q;
            base3$d = base2$q;
            base4$d = base3$q;
            base5$d = base4$q;
            base6$d = base5$q;
            base7$d = base6$q;
            left_over$d = base_wide - share;
            if (sign$q[32'h6]) begin
                left_over$d = base_wide + share;
            end
        end
        rest = left_over$q;
        rest_valid = valid$q[32'h8];
        rest_last = last$q[32'h8];
    end

endmodule

module l2_norm_backward$projection$base1(d,q,clock,reset);

    // Module arguments
    input wire signed [26:0] d;
    output reg signed [26:0] q;
    input wire  clock;
    input wire  reset;

    // Update code (custom)
    always @(posedge clock) begin
       if (reset) q <= 27'h0;
       else q <= d;
    end
endmodule

module l2_norm_backward$projection$last(d,q,clock,reset);

    // Module arguments
    input wire  [8:0] d;
    output reg  [8:0] q;
    input wire  clock;
    input wire  reset;

    // Update code (custom)
    always @(posedge clock) begin
       if (reset) q <= 9'h0;
       else q <= d;
    end
endmodule

module l2_norm_backward$projection$left_over(d,q,clock,reset);

    // Module arguments
    input wire signed [31:0] d;
    output reg signed [31:0] q;
    input wire  clock;
    input wire  reset;

    // Update code (custom)
    always @(posedge clock) begin
       if (reset) q <= 32'h0;
       else q <= d;
    end
endmodule

module l2_norm_backward$projection$product(d,q,clock,reset);

    // Module arguments
    input wire signed [53:0] d;
    output reg signed [53:0] q;
    input wire  clock;
    input wire  reset;

    // Update code (custom)
    always @(posedge clock) begin
       if (reset) q <= 54'h0;
       else q <= d;
    end
endmodule

module l2_norm_backward$projection$round(clock,reset,advance,value,shift,rounded);

    // Module arguments
    input wire  clock;
    input wire  reset;
    input wire  advance;
    input wire  [52:0] value;
    input wire  [5:0] shift;
    output reg  [52:0] rounded;

    // Stub signals
    reg  [52:0] coarse$d;
    wire  [52:0] coarse$q;
    reg  coarse_guard$d;
    wire  coarse_guard$q;
    reg  coarse_sticky$d;
    wire  coarse_sticky$q;
    reg  [52:0] middle$d;
    wire  [52:0] middle$q;
    reg  middle_guard$d;
    wire  middle_guard$q;
    reg  middle_sticky$d;
    wire  middle_sticky$q;
    reg  [52:0] fine$d;
    wire  [52:0] fine$q;
    reg  fine_guard$d;
    wire  fine_guard$q;
    reg  fine_sticky$d;
    wire  fine_sticky$q;
    reg  [52:0] result$d;
    wire  [52:0] result$q;

    // Local signals
    reg  [52:0] by32;
    reg  [52:0] by16;
    reg  [52:0] by8;
    reg  [52:0] by4;
    reg  [52:0] by2;
    reg  [52:0] by1;
    reg  guard32;
    reg  guard16;
    reg  guard8;
    reg  guard4;
    reg  guard2;
    reg  guard1;
    reg  sticky32;
    reg  sticky16;
    reg  sticky8;
    reg  sticky4;
    reg  sticky2;
    reg  sticky1;

    // Sub module instances
    l2_norm_backward$projection$round$coarse coarse(
        .d(coarse$d),
        .q(coarse$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$deviation$deviation_valid coarse_guard(
        .d(coarse_guard$d),
        .q(coarse_guard$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$deviation$deviation_valid coarse_sticky(
        .d(coarse_sticky$d),
        .q(coarse_sticky$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$projection$round$coarse middle(
        .d(middle$d),
        .q(middle$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$deviation$deviation_valid middle_guard(
        .d(middle_guard$d),
        .q(middle_guard$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$deviation$deviation_valid middle_sticky(
        .d(middle_sticky$d),
        .q(middle_sticky$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$projection$round$coarse fine(
        .d(fine$d),
        .q(fine$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$deviation$deviation_valid fine_guard(
        .d(fine_guard$d),
        .q(fine_guard$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$deviation$deviation_valid fine_sticky(
        .d(fine_sticky$d),
        .q(fine_sticky$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$projection$round$coarse result(
        .d(result$d),
        .q(result$q),
        .clock(clock),
        .reset(reset)
    );

    // Update code
    always @(*) begin
        coarse$d = coarse$q;
        coarse_guard$d = coarse_guard$q;
        coarse_sticky$d = coarse_sticky$q;
        middle$d = middle$q;
        middle_guard$d = middle_guard$q;
        middle_sticky$d = middle_sticky$q;
        fine$d = fine$q;
        fine_guard$d = fine_guard$q;
        fine_sticky$d = fine_sticky$q;
        result$d = result$q;
        by32 = value;
        guard32 = 1'b0;
        sticky32 = 1'b0;
        if (shift[32'h5]) begin
            by32 = value >> 32'h20;
            guard32 = value[32'h1f];
            sticky32 = |value[(32'h0)+:(31)];
        end
        by16 = by32;
        guard16 = guard32;
        sticky16 = sticky32;
        if (shift[32'h4]) begin
            by16 = by32 >> 32'h10;
            guard16 = by32[32'hf];
            sticky16 = sticky32 | guard32 | |by32[(32'h0)+:(15)];
        end
        by8 = coarse$q;
        guard8 = coarse_guard$q;
        sticky8 = coarse_sticky$q;
        if (shift[32'h3]) begin
            by8 = coarse$q >> 32'h8;
            guard8 = coarse$q[32'h7];
            sticky8 = coarse_sticky$q | coarse_guard$q | |coarse$q[(32'h0)+:(7)];
        end
        by4 = by8;
        guard4 = guard8;
        sticky4 = sticky8;
        if (shift[32'h2]) begin
            by4 = by8 >> 32'h4;
            guard4 = by8[32'h3];
            sticky4 = sticky8 | guard8 | |by8[(32'h0)+:(3)];
        end
        by2 = middle$q;
        guard2 = middle_guard$q;
        sticky2 = middle_sticky$q;
        if (shift[32'h1]) begin
            by2 = middle$q >> 32'h2;
            guard2 = middle$q[32'h1];
            sticky2 = middle_sticky$q | middle_guard$q | middle$q[32'h0];
        end
        by1 = by2;
        guard1 = guard2;
        sticky1 = sticky2;
        if (shift[32'h0]) begin
            by1 = by2 >> 32'h1;
            guard1 = by2[32'h0];
            sticky1 = sticky2 | guard2;
        end
        if (advance) begin
            coarse$d = by16;
            coarse_guard$d = guard16;
            coarse_sticky$d = sticky16;
            middle$d = by4;
            middle_guard$d = guard4;
            middle_sticky$d = sticky4;
            fine$d = by1;
            fine_guard$d = guard1;
            fine_sticky$d = sticky1;
            result$d = fine$q;
            if (fine_guard$q & (fine_sticky$q | fine$q[32'h0])) begin
                result$d = fine$q + 32'h1;
            end
        end
        rounded = result$q;
    end

endmodule

module l2_norm_backward$projection$round$coarse(d,q,clock,reset);

    // Module arguments
    input wire  [52:0] d;
    output reg  [52:0] q;
    input wire  clock;
    input wire  reset;

    // Update code (custom)
    always @(posedge clock) begin
       if (reset) q <= 53'h0;
       else q <= d;
    end
endmodule

module l2_norm_backward$projection$sign(d,q,clock,reset);

    // Module arguments
    input wire  [6:0] d;
    output reg  [6:0] q;
    input wire  clock;
    input wire  reset;

    // Update code (custom)
    always @(posedge clock) begin
       if (reset) q <= 7'h0;
       else q <= d;
    end
endmodule

module l2_norm_backward$skeleton(clock,reset,s_valid,s_ready,s_data,s_dy,s_last,s_gamma,m_valid,m_ready,m_data,m_last,mu,scale,dgamma,dbeta,saturations,dropped,clear,sample,sample_valid,mu8,busy,mean_rest,mean_low,mean_steps,mean_floor,quotient,root_start,root_done,root,slope_divides,balance_start,balance_done,balance,mean_magnitude,mean_negative,slope,exponent,advance,output_valid,output_last,base,rest,rest_valid,rest_last);

    // Module arguments
    input wire  clock;
    input wire  reset;
    input wire  s_valid;
    output reg  s_ready;
    input wire signed [15:0] s_data;
    input wire signed [7:0] s_dy;
    input wire  s_last;
    input wire signed [11:0] s_gamma;
    output reg  m_valid;
    input wire  m_ready;
    output reg signed [47:0] m_data;
    output reg  m_last;
    output reg signed [31:0] mu;
    output reg  [30:0] scale;
    output reg signed [41:0] dgamma;
    output reg signed [24:0] dbeta;
    output reg  [31:0] saturations;
    output reg  [31:0] dropped;
    output reg  clear;
    output reg signed [15:0] sample;
    output reg  sample_valid;
    output reg signed [24:0] mu8;
    input wire  busy;
    input wire  [31:0] mean_rest;
    input wire  [63:0] mean_low;
    input wire  [6:0] mean_steps;
    input wire  mean_floor;
    output reg  [61:0] quotient;
    output reg  root_start;
    input wire  root_done;
    input wire  [30:0] root;
    input wire  slope_divides;
    output reg  balance_start;
    input wire  balance_done;
    input wire signed [43:0] balance;
    output reg  [24:0] mean_magnitude;
    output reg  mean_negative;
    output reg  [28:0] slope;
    output reg  [5:0] exponent;
    output reg  advance;
    output reg  output_valid;
    output reg  output_last;
    output reg signed [26:0] base;
    input wire signed [31:0] rest;
    input wire  rest_valid;
    input wire  rest_last;

    // Stub signals
    reg  load$s_valid;
    wire  load$s_ready;
    reg signed [15:0] load$s_data;
    reg  load$s_last;
    reg signed [11:0] load$s_gamma;
    reg signed [13:0] load$s_beta;
    wire  load$accepted;
    wire  load$store;
    wire  [10:0] load$address;
    wire signed [15:0] load$sample;
    wire  load$pending;
    reg  load$take;
    wire signed [32:0] load$sum;
    wire  [10:0] load$samples;
    wire signed [11:0] load$gamma;
    wire signed [13:0] load$beta;
    wire  [10:0] load$base;
    wire  [31:0] load$dropped;
    reg  memory$write_enable;
    reg  [10:0] memory$write_address;
    reg  [23:0] memory$write_data;
    reg  memory$read_enable;
    reg  [10:0] memory$read_address;
    wire  [23:0] memory$read_data;
    reg  statistics$pending;
    wire  statistics$take;
    reg  statistics$given;
    reg signed [31:0] statistics$given_mu;
    reg  [30:0] statistics$given_scale;
    reg signed [32:0] statistics$sum;
    reg  [10:0] statistics$samples;
    reg  [10:0] statistics$base;
    wire  statistics$read_enable;
    wire  [10:0] statistics$read_address;
    wire  statistics$sample_valid;
    wire  statistics$clear;
    reg  statistics$busy;
    reg  [31:0] statistics$mean_rest;
    reg  [63:0] statistics$mean_low;
    reg  [6:0] statistics$mean_steps;
    reg  statistics$mean_floor;
    wire  statistics$root_start;
    reg  statistics$root_done;
    reg  [30:0] statistics$root;
    wire  statistics$divide_start;
    wire  [31:0] statistics$divide_rest;
    wire  [63:0] statistics$divide_low;
    wire  [6:0] statistics$divide_steps;
    wire  statistics$divide_floor;
    reg  statistics$divide_done;
    reg  [61:0] statistics$quotient;
    wire  [10:0] statistics$count;
    wire  [10:0] statistics$origin;
    wire signed [31:0] statistics$mu;
    wire signed [24:0] statistics$mu8;
    wire  [30:0] statistics$scale;
    wire  [31:0] statistics$divisor;
    wire  [5:0] statistics$exponent;
    wire  statistics$tail_start;
    reg  statistics$tail_done;
    reg  divide$start;
    reg  [31:0] divide$rest;
    reg  [63:0] divide$low;
    reg  [31:0] divide$denominator;
    reg  [6:0] divide$steps;
    reg  divide$floor;
    wire  divide$done;
    wire  [61:0] divide$quotient;
    reg  projected$clear;
    reg signed [15:0] projected$sample;
    reg signed [7:0] projected$gradient;
    reg  projected$sample_valid;
    reg signed [24:0] projected$mu8;
    wire  projected$busy;
    wire signed [49:0] projected$sum;
    reg  coefficients$start;
    reg signed [49:0] coefficients$projected;
    reg signed [24:0] coefficients$dbeta;
    reg signed [11:0] coefficients$gamma;
    reg  [10:0] coefficients$samples;
    reg  [30:0] coefficients$scale;
    reg  [31:0] coefficients$divisor;
    reg  coefficients$slope_divides;
    wire  coefficients$balance_start;
    reg  coefficients$balance_done;
    reg signed [43:0] coefficients$balance;
    wire  coefficients$divide_start;
    wire  [31:0] coefficients$divide_rest;
    wire  [63:0] coefficients$divide_low;
    wire  [31:0] coefficients$divide_denominator;
    wire  [6:0] coefficients$divide_steps;
    reg  coefficients$divide_done;
    reg  [61:0] coefficients$quotient;
    wire signed [41:0] coefficients$dgamma;
    wire  [24:0] coefficients$mean_magnitude;
    wire  coefficients$mean_negative;
    wire  [28:0] coefficients$slope;
    wire signed [26:0] coefficients$offset;
    wire  [26:0] coefficients$gain;
    wire  coefficients$ready;
    reg  coefficients$finished;
    reg  reader$start;
    reg  reader$advance;
    reg  [10:0] reader$samples;
    reg  [10:0] reader$base;
    wire  reader$read_enable;
    wire  [10:0] reader$read_address;
    wire  reader$valid;
    wire  reader$last;
    wire  differentiate$advance;
    reg signed [31:0] differentiate$rest;
    reg  differentiate$rest_valid;
    reg  differentiate$rest_last;
    reg  [26:0] differentiate$gain;
    reg  differentiate$gain_negative;
    reg  [5:0] differentiate$exponent;
    wire  differentiate$m_valid;
    reg  differentiate$m_ready;
    wire signed [47:0] differentiate$m_data;
    wire  differentiate$m_last;
    wire  differentiate$done;
    wire  [31:0] differentiate$saturations;
    reg signed [11:0] gamma$d;
    wire signed [11:0] gamma$q;
    reg signed [7:0] loaded$d;
    wire signed [7:0] loaded$q;
    reg signed [24:0] loading$d;
    wire signed [24:0] loading$q;
    reg signed [24:0] total$d;
    wire signed [24:0] total$q;
    reg signed [26:0] left_over$d;
    wire signed [26:0] left_over$q;

    // Local signals
    reg signed [24:0] loaded_wide;
    reg  [7:0] loaded_bits;
    reg  [15:0] sample_bits;
    reg signed [7:0] gradient;
    reg  [23:0] gradient_shifted;
    reg signed [23:0] gradient_fixed;
    reg signed [26:0] gradient_wide;

    // Sub module instances
    l2_norm_backward$skeleton$load load(
        .clock(clock),
        .reset(reset),
        .s_valid(load$s_valid),
        .s_ready(load$s_ready),
        .s_data(load$s_data),
        .s_last(load$s_last),
        .s_gamma(load$s_gamma),
        .s_beta(load$s_beta),
        .accepted(load$accepted),
        .store(load$store),
        .address(load$address),
        .sample(load$sample),
        .pending(load$pending),
        .take(load$take),
        .sum(load$sum),
        .samples(load$samples),
        .gamma(load$gamma),
        .beta(load$beta),
        .base(load$base),
        .dropped(load$dropped)
    );
    l2_norm_backward$skeleton$memory memory(
        .clock(clock),
        .write_enable(memory$write_enable),
        .write_address(memory$write_address),
        .write_data(memory$write_data),
        .read_enable(memory$read_enable),
        .read_address(memory$read_address),
        .read_data(memory$read_data)
    );
    l2_norm_backward$skeleton$statistics statistics(
        .clock(clock),
        .reset(reset),
        .pending(statistics$pending),
        .take(statistics$take),
        .given(statistics$given),
        .given_mu(statistics$given_mu),
        .given_scale(statistics$given_scale),
        .sum(statistics$sum),
        .samples(statistics$samples),
        .base(statistics$base),
        .read_enable(statistics$read_enable),
        .read_address(statistics$read_address),
        .sample_valid(statistics$sample_valid),
        .clear(statistics$clear),
        .busy(statistics$busy),
        .mean_rest(statistics$mean_rest),
        .mean_low(statistics$mean_low),
        .mean_steps(statistics$mean_steps),
        .mean_floor(statistics$mean_floor),
        .root_start(statistics$root_start),
        .root_done(statistics$root_done),
        .root(statistics$root),
        .divide_start(statistics$divide_start),
        .divide_rest(statistics$divide_rest),
        .divide_low(statistics$divide_low),
        .divide_steps(statistics$divide_steps),
        .divide_floor(statistics$divide_floor),
        .divide_done(statistics$divide_done),
        .quotient(statistics$quotient),
        .count(statistics$count),
        .origin(statistics$origin),
        .mu(statistics$mu),
        .mu8(statistics$mu8),
        .scale(statistics$scale),
        .divisor(statistics$divisor),
        .exponent(statistics$exponent),
        .tail_start(statistics$tail_start),
        .tail_done(statistics$tail_done)
    );
    l2_norm_backward$skeleton$divide divide(
        .clock(clock),
        .reset(reset),
        .start(divide$start),
        .rest(divide$rest),
        .low(divide$low),
        .denominator(divide$denominator),
        .steps(divide$steps),
        .floor(divide$floor),
        .done(divide$done),
        .quotient(divide$quotient)
    );
    l2_norm_backward$skeleton$projected projected(
        .clock(clock),
        .reset(reset),
        .clear(projected$clear),
        .sample(projected$sample),
        .gradient(projected$gradient),
        .sample_valid(projected$sample_valid),
        .mu8(projected$mu8),
        .busy(projected$busy),
        .sum(projected$sum)
    );
    l2_norm_backward$skeleton$coefficients coefficients(
        .clock(clock),
        .reset(reset),
        .start(coefficients$start),
        .projected(coefficients$projected),
        .dbeta(coefficients$dbeta),
        .gamma(coefficients$gamma),
        .samples(coefficients$samples),
        .scale(coefficients$scale),
        .divisor(coefficients$divisor),
        .slope_divides(coefficients$slope_divides),
        .balance_start(coefficients$balance_start),
        .balance_done(coefficients$balance_done),
        .balance(coefficients$balance),
        .divide_start(coefficients$divide_start),
        .divide_rest(coefficients$divide_rest),
        .divide_low(coefficients$divide_low),
        .divide_denominator(coefficients$divide_denominator),
        .divide_steps(coefficients$divide_steps),
        .divide_done(coefficients$divide_done),
        .quotient(coefficients$quotient),
        .dgamma(coefficients$dgamma),
        .mean_magnitude(coefficients$mean_magnitude),
        .mean_negative(coefficients$mean_negative),
        .slope(coefficients$slope),
        .offset(coefficients$offset),
        .gain(coefficients$gain),
        .ready(coefficients$ready),
        .finished(coefficients$finished)
    );
    l2_norm_backward$skeleton$reader reader(
        .clock(clock),
        .reset(reset),
        .start(reader$start),
        .advance(reader$advance),
        .samples(reader$samples),
        .base(reader$base),
        .read_enable(reader$read_enable),
        .read_address(reader$read_address),
        .valid(reader$valid),
        .last(reader$last)
    );
    l2_norm_backward$skeleton$differentiate differentiate(
        .clock(clock),
        .reset(reset),
        .advance(differentiate$advance),
        .rest(differentiate$rest),
        .rest_valid(differentiate$rest_valid),
        .rest_last(differentiate$rest_last),
        .gain(differentiate$gain),
        .gain_negative(differentiate$gain_negative),
        .exponent(differentiate$exponent),
        .m_valid(differentiate$m_valid),
        .m_ready(differentiate$m_ready),
        .m_data(differentiate$m_data),
        .m_last(differentiate$m_last),
        .done(differentiate$done),
        .saturations(differentiate$saturations)
    );
    l2_norm_backward$skeleton$gamma gamma(
        .d(gamma$d),
        .q(gamma$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$skeleton$loaded loaded(
        .d(loaded$d),
        .q(loaded$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$deviation$deviation loading(
        .d(loading$d),
        .q(loading$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$deviation$deviation total(
        .d(total$d),
        .q(total$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$projection$base1 left_over(
        .d(left_over$d),
        .q(left_over$q),
        .clock(clock),
        .reset(reset)
    );

    // Update code
    always @(*) begin
        gamma$d = gamma$q;
        loaded$d = loaded$q;
        loading$d = loading$q;
        total$d = total$q;
        left_over$d = left_over$q;
        load$s_valid = s_valid;
        s_ready = load$s_ready;
        load$s_data = s_data;
        load$s_last = s_last;
        load$s_gamma = s_gamma;
        load$s_beta = 32'h0;
        load$take = statistics$take;
        dropped = load$dropped;
        if (load$accepted) begin
            loaded$d = s_dy;
        end
        loaded_wide = $signed(loaded$q);
        if (load$store) begin
            loading$d = loading$q + loaded_wide;
        end
        if (statistics$take) begin
            gamma$d = load$gamma;
            total$d = loading$q;
            loading$d = 32'h0;
        end
        loaded_bits = $unsigned(loaded$q);
        sample_bits = $unsigned(load$sample);
        memory$write_enable = load$store;
        memory$write_address = load$address;
        memory$write_data = ((sample_bits) & 24'hffffff) | (((loaded_bits) & 24'hffffff) << 32'h10);
        memory$read_enable = statistics$read_enable | reader$read_enable;
        memory$read_address = statistics$read_address;
        if (reader$read_enable) begin
            memory$read_address = reader$read_address;
        end
        sample = $signed(memory$read_data[(32'h0)+:(16)]);
        gradient = $signed(memory$read_data[(32'h10)+:(8)]);
        statistics$given = 1'b0;
        statistics$given_mu = 32'h0;
        statistics$given_scale = 32'h0;
        statistics$pending = load$pending;
        statistics$sum = load$sum;
        statistics$samples = load$samples;
        statistics$base = load$base;
        statistics$busy = busy | projected$busy;
        statistics$mean_rest = mean_rest;
        statistics$mean_low = mean_low;
        statistics$mean_steps = mean_steps;
        statistics$mean_floor = mean_floor;
        statistics$root_done = root_done;
        statistics$root = root;
        statistics$divide_done = divide$done;
        statistics$quotient = divide$quotient;
        statistics$tail_done = differentiate$done;
        clear = statistics$clear;
        sample_valid = statistics$sample_valid;
        mu8 = statistics$mu8;
        root_start = statistics$root_start;
        quotient = divide$quotient;
        projected$clear = statistics$clear;
        projected$sample = sample;
        projected$gradient = gradient;
        projected$sample_valid = statistics$sample_valid;
        projected$mu8 = statistics$mu8;
        divide$start = statistics$divide_start | coefficients$divide_start;
        divide$rest = statistics$divide_rest;
        divide$low = statistics$divide_low;
        divide$denominator = ((statistics$count) & 32'hffffffff);
        divide$steps = statistics$divide_steps;
        divide$floor = statistics$divide_floor;
        if (coefficients$divide_start) begin
            divide$rest = coefficients$divide_rest;
            divide$low = coefficients$divide_low;
            divide$denominator = coefficients$divide_denominator;
            divide$steps = coefficients$divide_steps;
            divide$floor = 1'b0;
        end
        coefficients$start = statistics$tail_start;
        coefficients$projected = projected$sum;
        coefficients$dbeta = total$q;
        coefficients$gamma = gamma$q;
        coefficients$samples = statistics$count;
        coefficients$scale = statistics$scale;
        coefficients$divisor = statistics$divisor;
        coefficients$slope_divides = slope_divides;
        coefficients$balance_done = balance_done;
        coefficients$balance = balance;
        coefficients$divide_done = divide$done;
        coefficients$quotient = divide$quotient;
        coefficients$finished = differentiate$done;
        balance_start = coefficients$balance_start;
        mean_magnitude = coefficients$mean_magnitude;
        mean_negative = coefficients$mean_negative;
        slope = coefficients$slope;
        exponent = statistics$exponent;
        reader$start = coefficients$ready;
        reader$advance = differentiate$advance;
        reader$samples = statistics$count;
        reader$base = statistics$origin;
        advance = differentiate$advance;
        output_valid = reader$valid;
        output_last = reader$last;
        gradient_shifted = ((memory$read_data[(32'h10)+:(8)]) & 24'hffffff) << 32'h10;
        gradient_fixed = $signed(gradient_shifted);
        gradient_wide = $signed(gradient_fixed);
        if (differentiate$advance) begin
            left_over$d = gradient_wide - coefficients$offset;
        end
        base = left_over$q;
        differentiate$rest = rest;
        differentiate$rest_valid = rest_valid;
        differentiate$rest_last = rest_last;
        differentiate$gain = coefficients$gain;
        differentiate$gain_negative = gamma$q[32'hb];
        differentiate$exponent = statistics$exponent;
        differentiate$m_ready = m_ready;
        m_valid = differentiate$m_valid;
        m_data = differentiate$m_data;
        m_last = differentiate$m_last;
        mu = statistics$mu;
        scale = statistics$scale;
        dgamma = coefficients$dgamma;
        dbeta = total$q;
        saturations = differentiate$saturations;
    end

endmodule

module l2_norm_backward$skeleton$coefficients(clock,reset,start,projected,dbeta,gamma,samples,scale,divisor,slope_divides,balance_start,balance_done,balance,divide_start,divide_rest,divide_low,divide_denominator,divide_steps,divide_done,quotient,dgamma,mean_magnitude,mean_negative,slope,offset,gain,ready,finished);

    // Module arguments
    input wire  clock;
    input wire  reset;
    input wire  start;
    input wire signed [49:0] projected;
    input wire signed [24:0] dbeta;
    input wire signed [11:0] gamma;
    input wire  [10:0] samples;
    input wire  [30:0] scale;
    input wire  [31:0] divisor;
    input wire  slope_divides;
    output reg  balance_start;
    input wire  balance_done;
    input wire signed [43:0] balance;
    output reg  divide_start;
    output reg  [31:0] divide_rest;
    output reg  [63:0] divide_low;
    output reg  [31:0] divide_denominator;
    output reg  [6:0] divide_steps;
    input wire  divide_done;
    input wire  [61:0] quotient;
    output reg signed [41:0] dgamma;
    output reg  [24:0] mean_magnitude;
    output reg  mean_negative;
    output reg  [28:0] slope;
    output reg signed [26:0] offset;
    output reg  [26:0] gain;
    output reg  ready;
    input wire  finished;

    // Enums
    localparam CoefficientsState$Idle = 0;
    localparam CoefficientsState$Magnitude = 1;
    localparam CoefficientsState$DivideGamma = 2;
    localparam CoefficientsState$Gamma = 3;
    localparam CoefficientsState$DivideMean = 4;
    localparam CoefficientsState$Mean = 5;
    localparam CoefficientsState$DivideSlope = 6;
    localparam CoefficientsState$Slope = 7;
    localparam CoefficientsState$StartBalance = 8;
    localparam CoefficientsState$Balance = 9;
    localparam CoefficientsState$Numerator = 10;
    localparam CoefficientsState$DivideOffset = 11;
    localparam CoefficientsState$Offset = 12;
    localparam CoefficientsState$DivideGain = 13;
    localparam CoefficientsState$Gain = 14;
    localparam CoefficientsState$Output = 15;

    // Stub signals
    reg  [3:0] state$d;
    wire  [3:0] state$q;
    reg  negative$d;
    wire  negative$q;
    reg  [49:0] magnitude$d;
    wire  [49:0] magnitude$q;
    reg  [31:0] raw$d;
    wire  [31:0] raw$q;
    reg  [41:0] gamma_held$d;
    wire  [41:0] gamma_held$q;
    reg  [24:0] mean$d;
    wire  [24:0] mean$q;
    reg  [28:0] slope_held$d;
    wire  [28:0] slope_held$q;
    reg signed [43:0] numerator$d;
    wire signed [43:0] numerator$q;
    reg signed [26:0] offset_held$d;
    wire signed [26:0] offset_held$q;
    reg  [26:0] gain_held$d;
    wire  [26:0] gain_held$q;

    // Local signals
    reg signed [49:0] projected_negated;
    reg signed [41:0] gamma_signed;
    reg  [24:0] dbeta_bits;
    reg  [40:0] dbeta_shifted;
    reg signed [40:0] dbeta_fixed;
    reg signed [43:0] dbeta_wide;
    reg signed [43:0] numerator_negated;
    reg  [26:0] offset_bits;
    reg signed [26:0] offset_signed;
    reg  [11:0] gamma_bits;
    reg signed [11:0] gamma_negated;
    reg  [11:0] gamma_magnitude;

    // Sub module instances
    l2_norm_backward$skeleton$coefficients$state state(
        .d(state$d),
        .q(state$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$deviation$deviation_valid negative(
        .d(negative$d),
        .q(negative$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$skeleton$coefficients$magnitude magnitude(
        .d(magnitude$d),
        .q(magnitude$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$skeleton$coefficients$raw raw(
        .d(raw$d),
        .q(raw$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$skeleton$coefficients$gamma_held gamma_held(
        .d(gamma_held$d),
        .q(gamma_held$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$skeleton$coefficients$mean mean(
        .d(mean$d),
        .q(mean$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$skeleton$coefficients$slope_held slope_held(
        .d(slope_held$d),
        .q(slope_held$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$skeleton$coefficients$numerator numerator(
        .d(numerator$d),
        .q(numerator$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$projection$base1 offset_held(
        .d(offset_held$d),
        .q(offset_held$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$skeleton$coefficients$gain_held gain_held(
        .d(gain_held$d),
        .q(gain_held$q),
        .clock(clock),
        .reset(reset)
    );

    // Update code
    always @(*) begin
        state$d = state$q;
        negative$d = negative$q;
        magnitude$d = magnitude$q;
        raw$d = raw$q;
        gamma_held$d = gamma_held$q;
        mean$d = mean$q;
        slope_held$d = slope_held$q;
        numerator$d = numerator$q;
        offset_held$d = offset_held$q;
        gain_held$d = gain_held$q;
        projected_negated = -projected;
        dbeta_bits = $unsigned(dbeta);
        dbeta_shifted = ((dbeta_bits) & 41'h1ffffffffff) << 32'h10;
        dbeta_fixed = $signed(dbeta_shifted);
        dbeta_wide = $signed(dbeta_fixed);
        numerator_negated = -numerator$q;
        offset_bits = ((quotient[(32'h0)+:(25)]) & 27'h7ffffff);
        offset_signed = $signed(offset_bits);
        gamma_bits = $unsigned(gamma);
        gamma_negated = -gamma;
        gamma_magnitude = gamma_bits;
        if (gamma_bits[32'hb]) begin
            gamma_magnitude = $unsigned(gamma_negated);
        end
        balance_start = 1'b0;
        ready = 1'b0;
        divide_start = 1'b0;
        divide_rest = 32'h0;
        divide_low = 32'h0;
        divide_denominator = divisor;
        divide_steps = 32'h0;
        case (state$q)
            CoefficientsState$Idle:
                begin
                    if (start) begin
                        state$d = CoefficientsState$Magnitude;
                    end
                end
            CoefficientsState$Magnitude:
                begin
                    negative$d = projected[32'h31];
                    magnitude$d = $unsigned(projected);
                    if (projected[32'h31]) begin
                        magnitude$d = $unsigned(projected_negated);
                    end
                    raw$d = ((scale) & 32'hffffffff) + 32'h1;
                    state$d = CoefficientsState$DivideGamma;
                end
            CoefficientsState$DivideGamma:
                begin
                    divide_start = 1'b1;
                    divide_rest = magnitude$q[(32'h12)+:(32)];
                    divide_low = ((magnitude$q[(32'h0)+:(18)]) & 64'hffffffffffffffff) << 32'h2e;
                    divide_denominator = raw$q;
                    divide_steps = 32'h2a;
                    state$d = CoefficientsState$Gamma;
                end
            CoefficientsState$Gamma:
                begin
                    if (divide_done) begin
                        gamma_held$d = quotient[(32'h0)+:(42)];
                        state$d = CoefficientsState$DivideMean;
                    end
                end
            CoefficientsState$DivideMean:
                begin
                    divide_start = 1'b1;
                    divide_rest = ((gamma_held$q[(32'h19)+:(17)]) & 32'hffffffff);
                    divide_low = ((gamma_held$q[(32'h0)+:(25)]) & 64'hffffffffffffffff) << 32'h27;
                    divide_denominator = ((samples) & 32'hffffffff);
                    divide_steps = 32'h19;
                    state$d = CoefficientsState$Mean;
                end
            CoefficientsState$Mean:
                begin
                    if (divide_done) begin
                        mean$d = quotient[(32'h0)+:(25)];
                        slope_held$d = ((quotient[(32'h0)+:(25)]) & 29'h1fffffff);
                        state$d = CoefficientsState$StartBalance;
                        if (slope_divides) begin
                            state$d = CoefficientsState$DivideSlope;
                        end
                    end
                end
            CoefficientsState$DivideSlope:
                begin
                    divide_start = 1'b1;
                    divide_rest = ((mean$q) & 32'hffffffff) << 32'h5;
                    divide_steps = 32'h1d;
                    state$d = CoefficientsState$Slope;
                end
            CoefficientsState$Slope:
                begin
                    if (divide_done) begin
                        slope_held$d = quotient[(32'h0)+:(29)];
                        state$d = CoefficientsState$StartBalance;
                    end
                end
            CoefficientsState$StartBalance:
                begin
                    balance_start = 1'b1;
                    numerator$d = dbeta_wide - balance;
                    state$d = CoefficientsState$Balance;
                    if (balance_done) begin
                        state$d = CoefficientsState$Numerator;
                    end
                end
            CoefficientsState$Balance:
                begin
                    numerator$d = dbeta_wide - balance;
                    if (balance_done) begin
                        state$d = CoefficientsState$Numerator;
                    end
                end
            CoefficientsState$Numerator:
                begin
                    magnitude$d = (($unsigned(numerator$q)) & 50'h3ffffffffffff);
                    if (numerator$q[32'h2b]) begin
                        magnitude$d = (($unsigned(numerator_negated)) & 50'h3ffffffffffff);
                    end
                    state$d = CoefficientsState$DivideOffset;
                end
            CoefficientsState$DivideOffset:
                begin
                    divide_start = 1'b1;
                    divide_rest = ((magnitude$q[(32'h19)+:(25)]) & 32'hffffffff);
                    divide_low = ((magnitude$q[(32'h0)+:(25)]) & 64'hffffffffffffffff) << 32'h27;
                    divide_denominator = ((samples) & 32'hffffffff);
                    divide_steps = 32'h19;
                    state$d = CoefficientsState$Offset;
                end
            CoefficientsState$Offset:
                begin
                    if (divide_done) begin
                        offset_held$d = offset_signed;
                        if (numerator$q[32'h2b]) begin
                            offset_held$d = -offset_signed;
                        end
                        state$d = CoefficientsState$DivideGain;
                    end
                end
            CoefficientsState$DivideGain:
                begin
                    divide_start = 1'b1;
                    if (|scale) begin
                        divide_rest = ((gamma_magnitude) & 32'hffffffff) << 32'h13;
                    end
                    divide_steps = 32'h1b;
                    state$d = CoefficientsState$Gain;
                end
            CoefficientsState$Gain:
                begin
                    if (divide_done) begin
                        gain_held$d = quotient[(32'h0)+:(27)];
                        ready = 1'b1;
                        state$d = CoefficientsState$Output;
                    end
                end
            CoefficientsState$Output:
                begin
                    if (finished) begin
                        state$d = CoefficientsState$Idle;
                    end
                end
            default:
                begin
                    state$d = CoefficientsState$Idle;
                end
        endcase
        gamma_signed = $signed(gamma_held$q);
        dgamma = gamma_signed;
        if (negative$q) begin
            dgamma = -gamma_signed;
        end
        mean_magnitude = mean$q;
        mean_negative = negative$q;
        slope = slope_held$q;
        offset = offset_held$q;
        gain = gain_held$q;
    end

endmodule

module l2_norm_backward$skeleton$coefficients$gain_held(d,q,clock,reset);

    // Module arguments
    input wire  [26:0] d;
    output reg  [26:0] q;
    input wire  clock;
    input wire  reset;

    // Update code (custom)
    always @(posedge clock) begin
       if (reset) q <= 27'h0;
       else q <= d;
    end
endmodule

module l2_norm_backward$skeleton$coefficients$gamma_held(d,q,clock,reset);

    // Module arguments
    input wire  [41:0] d;
    output reg  [41:0] q;
    input wire  clock;
    input wire  reset;

    // Update code (custom)
    always @(posedge clock) begin
       if (reset) q <= 42'h0;
       else q <= d;
    end
endmodule

module l2_norm_backward$skeleton$coefficients$magnitude(d,q,clock,reset);

    // Module arguments
    input wire  [49:0] d;
    output reg  [49:0] q;
    input wire  clock;
    input wire  reset;

    // Update code (custom)
    always @(posedge clock) begin
       if (reset) q <= 50'h0;
       else q <= d;
    end
endmodule

module l2_norm_backward$skeleton$coefficients$mean(d,q,clock,reset);

    // Module arguments
    input wire  [24:0] d;
    output reg  [24:0] q;
    input wire  clock;
    input wire  reset;

    // Update code (custom)
    always @(posedge clock) begin
       if (reset) q <= 25'h0;
       else q <= d;
    end
endmodule

module l2_norm_backward$skeleton$coefficients$numerator(d,q,clock,reset);

    // Module arguments
    input wire signed [43:0] d;
    output reg signed [43:0] q;
    input wire  clock;
    input wire  reset;

    // Update code (custom)
    always @(posedge clock) begin
       if (reset) q <= 44'h0;
       else q <= d;
    end
endmodule

module l2_norm_backward$skeleton$coefficients$raw(d,q,clock,reset);

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

module l2_norm_backward$skeleton$coefficients$slope_held(d,q,clock,reset);

    // Module arguments
    input wire  [28:0] d;
    output reg  [28:0] q;
    input wire  clock;
    input wire  reset;

    // Update code (custom)
    always @(posedge clock) begin
       if (reset) q <= 29'h0;
       else q <= d;
    end
endmodule

module l2_norm_backward$skeleton$coefficients$state(d,q,clock,reset);

    // Module arguments
    input wire  [3:0] d;
    output reg  [3:0] q;
    input wire  clock;
    input wire  reset;

    // Enums
    localparam CoefficientsState$Idle = 0;
    localparam CoefficientsState$Magnitude = 1;
    localparam CoefficientsState$DivideGamma = 2;
    localparam CoefficientsState$Gamma = 3;
    localparam CoefficientsState$DivideMean = 4;
    localparam CoefficientsState$Mean = 5;
    localparam CoefficientsState$DivideSlope = 6;
    localparam CoefficientsState$Slope = 7;
    localparam CoefficientsState$StartBalance = 8;
    localparam CoefficientsState$Balance = 9;
    localparam CoefficientsState$Numerator = 10;
    localparam CoefficientsState$DivideOffset = 11;
    localparam CoefficientsState$Offset = 12;
    localparam CoefficientsState$DivideGain = 13;
    localparam CoefficientsState$Gain = 14;
    localparam CoefficientsState$Output = 15;

    // Update code (custom)
    always @(posedge clock) begin
       if (reset) q <= 64'h0;
       else q <= d;
    end
endmodule

module l2_norm_backward$skeleton$differentiate(clock,reset,advance,rest,rest_valid,rest_last,gain,gain_negative,exponent,m_valid,m_ready,m_data,m_last,done,saturations);

    // Module arguments
    input wire  clock;
    input wire  reset;
    output reg  advance;
    input wire signed [31:0] rest;
    input wire  rest_valid;
    input wire  rest_last;
    input wire  [26:0] gain;
    input wire  gain_negative;
    input wire  [5:0] exponent;
    output reg  m_valid;
    input wire  m_ready;
    output reg signed [47:0] m_data;
    output reg  m_last;
    output reg  done;
    output reg  [31:0] saturations;

    // Stub signals
    reg  [7:0] valid$d;
    wire  [7:0] valid$q;
    reg  [7:0] last$d;
    wire  [7:0] last$q;
    reg  [7:0] sign$d;
    wire  [7:0] sign$q;
    reg signed [31:0] magnitude$d;
    wire signed [31:0] magnitude$q;
    reg signed [59:0] product$d;
    wire signed [59:0] product$q;
    reg signed [59:0] product_held$d;
    wire signed [59:0] product_held$q;
    reg  round$advance;
    reg  [57:0] round$value;
    reg  [5:0] round$shift;
    wire  [57:0] round$rounded;
    reg  [47:0] clipped$d;
    wire  [47:0] clipped$q;
    reg  [47:0] dx$d;
    wire  [47:0] dx$q;
    reg  dx_valid$d;
    wire  dx_valid$q;
    reg  dx_last$d;
    wire  dx_last$q;
    reg  [1:0] counter$events;
    reg  counter$enable;
    wire  [31:0] counter$count;

    // Local signals
    reg  moves;
    reg signed [31:0] rest_negated;
    reg  [27:0] gain_wide;
    reg signed [27:0] gain_signed;
    reg signed [59:0] left_factor;
    reg signed [59:0] right_factor;
    reg  above;
    reg  below;
    reg signed [47:0] clipped_signed;
    reg signed [47:0] dx_negated;

    // Sub module instances
    l2_norm_backward$skeleton$differentiate$counter$ones valid(
        .d(valid$d),
        .q(valid$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$skeleton$differentiate$counter$ones last(
        .d(last$d),
        .q(last$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$skeleton$differentiate$counter$ones sign(
        .d(sign$d),
        .q(sign$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$projection$left_over magnitude(
        .d(magnitude$d),
        .q(magnitude$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$skeleton$differentiate$product product(
        .d(product$d),
        .q(product$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$skeleton$differentiate$product product_held(
        .d(product_held$d),
        .q(product_held$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$skeleton$differentiate$round round(
        .clock(clock),
        .reset(reset),
        .advance(round$advance),
        .value(round$value),
        .shift(round$shift),
        .rounded(round$rounded)
    );
    l2_norm_backward$skeleton$differentiate$clipped clipped(
        .d(clipped$d),
        .q(clipped$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$skeleton$differentiate$clipped dx(
        .d(dx$d),
        .q(dx$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$deviation$deviation_valid dx_valid(
        .d(dx_valid$d),
        .q(dx_valid$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$deviation$deviation_valid dx_last(
        .d(dx_last$d),
        .q(dx_last$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$skeleton$differentiate$counter counter(
        .clock(clock),
        .reset(reset),
        .events(counter$events),
        .enable(counter$enable),
        .count(counter$count)
    );

    // Update code
    always @(*) begin
        valid$d = valid$q;
        last$d = last$q;
        sign$d = sign$q;
        magnitude$d = magnitude$q;
        product$d = product$q;
        product_held$d = product_held$q;
        clipped$d = clipped$q;
        dx$d = dx$q;
        dx_valid$d = dx_valid$q;
        dx_last$d = dx_last$q;
        moves = ~dx_valid$q | m_ready;
        advance = moves;
        rest_negated = -rest;
        gain_wide = ((gain) & 28'hfffffff);
        gain_signed = $signed(gain_wide);
        left_factor = $signed(magnitude$q);
        right_factor = $signed(gain_signed);
        round$advance = moves;
        round$value = product_held$q[(32'h0)+:(58)];
        round$shift = exponent;
        above = ~sign$q[32'h6] & |round$rounded[(32'h2f)+:(11)];
        below = sign$q[32'h6] & (|round$rounded[(32'h30)+:(10)] | (round$rounded[32'h2f] & |round$rounded[(32'h0)+:(47)]));
        counter$events = 32'h1;
        counter$enable = moves & valid$q[32'h6] & (above | below);
        clipped_signed = $signed(clipped$q);
        dx_negated = -clipped_signed;
        if (moves) begin
            valid$d = (valid$q << 32'h1) | ((rest_valid) & 8'hff);
            last$d = (last$q << 32'h1) | ((rest_last) & 8'hff);
            sign$d = (sign$q << 32'h1) | (((rest[32'h1f] ^ gain_negative)) & 8'hff);
            magnitude$d = rest;
            if (rest[32'h1f]) begin
                magnitude$d = rest_negated;
            end
            product$d = left_factor * right_factor;
            product_held$d = product$q;
            clipped$d = round$rounded[(32'h0)+:(48)];
            if (above) begin
                clipped$d = 64'h7fffffffffff;
            end
            if (below) begin
                clipped$d = 64'h800000000000;
            end
            dx$d = clipped$q;
            if (sign$q[32'h7]) begin
                dx$d = $unsigned(dx_negated);
            end
            dx_valid$d = valid$q[32'h7];
            dx_last$d = last$q[32'h7];
        end
        m_valid = dx_valid$q;
        m_last = dx_last$q;
        m_data = $signed(dx$q);
        done = dx_valid$q & dx_last$q & m_ready;
        saturations = counter$count;
    end

endmodule

module l2_norm_backward$skeleton$differentiate$clipped(d,q,clock,reset);

    // Module arguments
    input wire  [47:0] d;
    output reg  [47:0] q;
    input wire  clock;
    input wire  reset;

    // Update code (custom)
    always @(posedge clock) begin
       if (reset) q <= 48'h0;
       else q <= d;
    end
endmodule

module l2_norm_backward$skeleton$differentiate$counter(clock,reset,events,enable,count);

    // Module arguments
    input wire  clock;
    input wire  reset;
    input wire  [1:0] events;
    input wire  enable;
    output reg  [31:0] count;

    // Stub signals
    reg  [1:0] flags$whole;
    wire  flags$parts$0;
    wire  flags$parts$1;
    reg  [7:0] ones$d;
    wire  [7:0] ones$q;
    reg  [31:0] total$d;
    wire  [31:0] total$q;

    // Local signals
    reg  [7:0] partial$0;
    reg  [7:0] partial$1;
    reg  [32:0] sum;

    // Sub module instances
    l2_norm_backward$skeleton$differentiate$counter$flags flags(
        .whole(flags$whole),
        .parts$0(flags$parts$0),
        .parts$1(flags$parts$1)
    );
    l2_norm_backward$skeleton$differentiate$counter$ones ones(
        .d(ones$d),
        .q(ones$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$skeleton$coefficients$raw total(
        .d(total$d),
        .q(total$q),
        .clock(clock),
        .reset(reset)
    );

    // Update code
    always @(*) begin
        ones$d = ones$q;
        total$d = total$q;
        flags$whole = events;
        partial$0 = 32'h0;
        if (|flags$parts$0) begin
            partial$0 = 32'h1;
        end
        partial$1 = partial$0;
        if (|flags$parts$1) begin
            partial$1 = partial$0 + 32'h1;
        end
        ones$d = 32'h0;
        if (enable) begin
            ones$d = partial$0;
            ones$d = partial$1;
        end
        sum = ((total$q) & 33'h1ffffffff) + ((ones$q) & 33'h1ffffffff);
        total$d = sum[(32'h0)+:(32)];
        if (sum[32'h20]) begin
            total$d = 64'hffffffff;
        end
        count = total$q;
    end

endmodule

module l2_norm_backward$skeleton$differentiate$counter$flags(whole,parts$0,parts$1);

    // Module arguments
    input wire  [1:0] whole;
    output reg  parts$0;
    output reg  parts$1;

    // Update code (custom)
    always @(*) parts$0 = whole[0:0];
    always @(*) parts$1 = whole[1:1];
endmodule

module l2_norm_backward$skeleton$differentiate$counter$ones(d,q,clock,reset);

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

module l2_norm_backward$skeleton$differentiate$product(d,q,clock,reset);

    // Module arguments
    input wire signed [59:0] d;
    output reg signed [59:0] q;
    input wire  clock;
    input wire  reset;

    // Update code (custom)
    always @(posedge clock) begin
       if (reset) q <= 60'h0;
       else q <= d;
    end
endmodule

module l2_norm_backward$skeleton$differentiate$round(clock,reset,advance,value,shift,rounded);

    // Module arguments
    input wire  clock;
    input wire  reset;
    input wire  advance;
    input wire  [57:0] value;
    input wire  [5:0] shift;
    output reg  [57:0] rounded;

    // Stub signals
    reg  [57:0] coarse$d;
    wire  [57:0] coarse$q;
    reg  coarse_guard$d;
    wire  coarse_guard$q;
    reg  coarse_sticky$d;
    wire  coarse_sticky$q;
    reg  [57:0] middle$d;
    wire  [57:0] middle$q;
    reg  middle_guard$d;
    wire  middle_guard$q;
    reg  middle_sticky$d;
    wire  middle_sticky$q;
    reg  [57:0] fine$d;
    wire  [57:0] fine$q;
    reg  fine_guard$d;
    wire  fine_guard$q;
    reg  fine_sticky$d;
    wire  fine_sticky$q;
    reg  [57:0] result$d;
    wire  [57:0] result$q;

    // Local signals
    reg  [57:0] by32;
    reg  [57:0] by16;
    reg  [57:0] by8;
    reg  [57:0] by4;
    reg  [57:0] by2;
    reg  [57:0] by1;
    reg  guard32;
    reg  guard16;
    reg  guard8;
    reg  guard4;
    reg  guard2;
    reg  guard1;
    reg  sticky32;
    reg  sticky16;
    reg  sticky8;
    reg  sticky4;
    reg  sticky2;
    reg  sticky1;

    // Sub module instances
    l2_norm_backward$skeleton$differentiate$round$coarse coarse(
        .d(coarse$d),
        .q(coarse$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$deviation$deviation_valid coarse_guard(
        .d(coarse_guard$d),
        .q(coarse_guard$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$deviation$deviation_valid coarse_sticky(
        .d(coarse_sticky$d),
        .q(coarse_sticky$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$skeleton$differentiate$round$coarse middle(
        .d(middle$d),
        .q(middle$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$deviation$deviation_valid middle_guard(
        .d(middle_guard$d),
        .q(middle_guard$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$deviation$deviation_valid middle_sticky(
        .d(middle_sticky$d),
        .q(middle_sticky$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$skeleton$differentiate$round$coarse fine(
        .d(fine$d),
        .q(fine$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$deviation$deviation_valid fine_guard(
        .d(fine_guard$d),
        .q(fine_guard$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$deviation$deviation_valid fine_sticky(
        .d(fine_sticky$d),
        .q(fine_sticky$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$skeleton$differentiate$round$coarse result(
        .d(result$d),
        .q(result$q),
        .clock(clock),
        .reset(reset)
    );

    // Update code
    always @(*) begin
        coarse$d = coarse$q;
        coarse_guard$d = coarse_guard$q;
        coarse_sticky$d = coarse_sticky$q;
        middle$d = middle$q;
        middle_guard$d = middle_guard$q;
        middle_sticky$d = middle_sticky$q;
        fine$d = fine$q;
        fine_guard$d = fine_guard$q;
        fine_sticky$d = fine_sticky$q;
        result$d = result$q;
        by32 = value;
        guard32 = 1'b0;
        sticky32 = 1'b0;
        if (shift[32'h5]) begin
            by32 = value >> 32'h20;
            guard32 = value[32'h1f];
            sticky32 = |value[(32'h0)+:(31)];
        end
        by16 = by32;
        guard16 = guard32;
        sticky16 = sticky32;
        if (shift[32'h4]) begin
            by16 = by32 >> 32'h10;
            guard16 = by32[32'hf];
            sticky16 = sticky32 | guard32 | |by32[(32'h0)+:(15)];
        end
        by8 = coarse$q;
        guard8 = coarse_guard$q;
        sticky8 = coarse_sticky$q;
        if (shift[32'h3]) begin
            by8 = coarse$q >> 32'h8;
            guard8 = coarse$q[32'h7];
            sticky8 = coarse_sticky$q | coarse_guard$q | |coarse$q[(32'h0)+:(7)];
        end
        by4 = by8;
        guard4 = guard8;
        sticky4 = sticky8;
        if (shift[32'h2]) begin
            by4 = by8 >> 32'h4;
            guard4 = by8[32'h3];
            sticky4 = sticky8 | guard8 | |by8[(32'h0)+:(3)];
        end
        by2 = middle$q;
        guard2 = middle_guard$q;
        sticky2 = middle_sticky$q;
        if (shift[32'h1]) begin
            by2 = middle$q >> 32'h2;
            guard2 = middle$q[32'h1];
            sticky2 = middle_sticky$q | middle_guard$q | middle$q[32'h0];
        end
        by1 = by2;
        guard1 = guard2;
        sticky1 = sticky2;
        if (shift[32'h0]) begin
            by1 = by2 >> 32'h1;
            guard1 = by2[32'h0];
            sticky1 = sticky2 | guard2;
        end
        if (advance) begin
            coarse$d = by16;
            coarse_guard$d = guard16;
            coarse_sticky$d = sticky16;
            middle$d = by4;
            middle_guard$d = guard4;
            middle_sticky$d = sticky4;
            fine$d = by1;
            fine_guard$d = guard1;
            fine_sticky$d = sticky1;
            result$d = fine$q;
            if (fine_guard$q & (fine_sticky$q | fine$q[32'h0])) begin
                result$d = fine$q + 32'h1;
            end
        end
        rounded = result$q;
    end

endmodule

module l2_norm_backward$skeleton$differentiate$round$coarse(d,q,clock,reset);

    // Module arguments
    input wire  [57:0] d;
    output reg  [57:0] q;
    input wire  clock;
    input wire  reset;

    // Update code (custom)
    always @(posedge clock) begin
       if (reset) q <= 58'h0;
       else q <= d;
    end
endmodule

module l2_norm_backward$skeleton$divide(clock,reset,start,rest,low,denominator,steps,floor,done,quotient);

    // Module arguments
    input wire  clock;
    input wire  reset;
    input wire  start;
    input wire  [31:0] rest;
    input wire  [63:0] low;
    input wire  [31:0] denominator;
    input wire  [6:0] steps;
    input wire  floor;
    output reg  done;
    output reg  [61:0] quotient;

    // Constant declarations
    localparam  unused = 7'b10;
    localparam  top = 7'b111101;

    // Stub signals
    reg  [31:0] remainder$d;
    wire  [31:0] remainder$q;
    reg  [61:0] digits$d;
    wire  [61:0] digits$q;
    reg  [31:0] divisor$d;
    wire  [31:0] divisor$q;
    reg  [6:0] left$d;
    wire  [6:0] left$q;
    reg  down$d;
    wire  down$q;
    reg  busy$d;
    wire  busy$q;
    reg  finished$d;
    wire  finished$q;

    // Local signals
    reg  [31:0] next_bit;
    reg  [31:0] shifted;
    reg  fits;
    reg  [31:0] twice;

    // Sub module instances
    l2_norm_backward$skeleton$coefficients$raw remainder(
        .d(remainder$d),
        .q(remainder$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$skeleton$divide$digits digits(
        .d(digits$d),
        .q(digits$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$skeleton$coefficients$raw divisor(
        .d(divisor$d),
        .q(divisor$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$projection$sign left(
        .d(left$d),
        .q(left$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$deviation$deviation_valid down(
        .d(down$d),
        .q(down$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$deviation$deviation_valid busy(
        .d(busy$d),
        .q(busy$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$deviation$deviation_valid finished(
        .d(finished$d),
        .q(finished$q),
        .clock(clock),
        .reset(reset)
    );

    // Update code
    always @(*) begin
        remainder$d = remainder$q;
        digits$d = digits$q;
        divisor$d = divisor$q;
        left$d = left$q;
        down$d = down$q;
        busy$d = busy$q;
        finished$d = finished$q;
        next_bit = 32'h0;
        if (digits$q[top]) begin
            next_bit = 32'h1;
        end
        twice = remainder$q << 32'h1;
        shifted = twice | next_bit;
        fits = shifted >= divisor$q;
        finished$d = 1'b0;
        if (start) begin
            remainder$d = rest;
            digits$d = low[(unused)+:(62)];
            divisor$d = denominator;
            left$d = steps;
            down$d = floor;
            busy$d = 1'b1;
        end
        else if (busy$q) begin
            if (|left$q) begin
                left$d = left$q - 32'h1;
                if (fits) begin
                    remainder$d = shifted - divisor$q;
                    digits$d = (digits$q << 32'h1) | 32'h1;
                end
                else begin
                    remainder$d = shifted;
                    digits$d = digits$q << 32'h1;
                end
            end
            else begin
                busy$d = 1'b0;
                finished$d = 1'b1;
                if (~down$q & ((twice > divisor$q) | ((twice == divisor$q) & digits$q[32'h0]))) begin
                    digits$d = digits$q + 32'h1;
                end
            end
        end
        done = finished$q;
        quotient = digits$q;
    end

endmodule

module l2_norm_backward$skeleton$divide$digits(d,q,clock,reset);

    // Module arguments
    input wire  [61:0] d;
    output reg  [61:0] q;
    input wire  clock;
    input wire  reset;

    // Update code (custom)
    always @(posedge clock) begin
       if (reset) q <= 62'h0;
       else q <= d;
    end
endmodule

module l2_norm_backward$skeleton$gamma(d,q,clock,reset);

    // Module arguments
    input wire signed [11:0] d;
    output reg signed [11:0] q;
    input wire  clock;
    input wire  reset;

    // Update code (custom)
    always @(posedge clock) begin
       if (reset) q <= 12'h0;
       else q <= d;
    end
endmodule

module l2_norm_backward$skeleton$load(clock,reset,s_valid,s_ready,s_data,s_last,s_gamma,s_beta,accepted,store,address,sample,pending,take,sum,samples,gamma,beta,base,dropped);

    // Module arguments
    input wire  clock;
    input wire  reset;
    input wire  s_valid;
    output reg  s_ready;
    input wire signed [15:0] s_data;
    input wire  s_last;
    input wire signed [11:0] s_gamma;
    input wire signed [13:0] s_beta;
    output reg  accepted;
    output reg  store;
    output reg  [10:0] address;
    output reg signed [15:0] sample;
    output reg  pending;
    input wire  take;
    output reg signed [32:0] sum;
    output reg  [10:0] samples;
    output reg signed [11:0] gamma;
    output reg signed [13:0] beta;
    output reg  [10:0] base;
    output reg  [31:0] dropped;

    // Constant declarations
    localparam  half = 11'b10000000000;

    // Stub signals
    reg  closed$d;
    wire  closed$q;
    reg  complete$d;
    wire  complete$q;
    reg  within_channel$d;
    wire  within_channel$q;
    reg  [10:0] count$d;
    wire  [10:0] count$q;
    reg  [10:0] origin$d;
    wire  [10:0] origin$q;
    reg signed [11:0] gamma_held$d;
    wire signed [11:0] gamma_held$q;
    reg signed [13:0] beta_held$d;
    wire signed [13:0] beta_held$q;
    reg  stored$d;
    wire  stored$q;
    reg  [10:0] stored_at$d;
    wire  [10:0] stored_at$q;
    reg signed [15:0] stored_data$d;
    wire signed [15:0] stored_data$q;
    reg signed [32:0] total$d;
    wire signed [32:0] total$q;
    reg  [1:0] overflow$events;
    reg  overflow$enable;
    wire  [31:0] overflow$count;

    // Local signals
    reg  accept;
    reg  full;
    reg signed [32:0] wide;

    // Sub module instances
    l2_norm_backward$deviation$deviation_valid closed(
        .d(closed$d),
        .q(closed$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$deviation$deviation_valid complete(
        .d(complete$d),
        .q(complete$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$deviation$deviation_valid within_channel(
        .d(within_channel$d),
        .q(within_channel$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$skeleton$load$count count(
        .d(count$d),
        .q(count$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$skeleton$load$count origin(
        .d(origin$d),
        .q(origin$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$skeleton$gamma gamma_held(
        .d(gamma_held$d),
        .q(gamma_held$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$skeleton$load$beta_held beta_held(
        .d(beta_held$d),
        .q(beta_held$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$deviation$deviation_valid stored(
        .d(stored$d),
        .q(stored$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$skeleton$load$count stored_at(
        .d(stored_at$d),
        .q(stored_at$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$skeleton$load$stored_data stored_data(
        .d(stored_data$d),
        .q(stored_data$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$skeleton$load$total total(
        .d(total$d),
        .q(total$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$skeleton$differentiate$counter overflow(
        .clock(clock),
        .reset(reset),
        .events(overflow$events),
        .enable(overflow$enable),
        .count(overflow$count)
    );

    // Update code
    always @(*) begin
        closed$d = closed$q;
        complete$d = complete$q;
        within_channel$d = within_channel$q;
        count$d = count$q;
        origin$d = origin$q;
        gamma_held$d = gamma_held$q;
        beta_held$d = beta_held$q;
        stored$d = stored$q;
        stored_at$d = stored_at$q;
        stored_data$d = stored_data$q;
        total$d = total$q;
        accept = s_valid & ~closed$q;
        full = |(count$q & half);
        stored$d = accept & ~full;
        overflow$enable = accept;
        overflow$events = ((full) & 2'h3);
        if (accept) begin
            stored_at$d = count$q | origin$q;
            stored_data$d = s_data;
            within_channel$d = ~s_last;
            closed$d = s_last;
            if (~within_channel$q) begin
                gamma_held$d = s_gamma;
                beta_held$d = s_beta;
            end
            if (~full) begin
                count$d = count$q + 32'h1;
            end
        end
        wide = $signed(stored_data$q);
        if (stored$q) begin
            total$d = total$q + wide;
        end
        complete$d = closed$q;
        if (take) begin
            closed$d = 1'b0;
            complete$d = 1'b0;
            count$d = 32'h0;
            total$d = 32'h0;
            origin$d = origin$q ^ half;
        end
        s_ready = ~closed$q;
        accepted = accept;
        store = stored$q;
        address = stored_at$q;
        sample = stored_data$q;
        pending = complete$q;
        sum = total$q;
        samples = count$q;
        gamma = gamma_held$q;
        beta = beta_held$q;
        base = origin$q;
        dropped = overflow$count;
    end

endmodule

module l2_norm_backward$skeleton$load$beta_held(d,q,clock,reset);

    // Module arguments
    input wire signed [13:0] d;
    output reg signed [13:0] q;
    input wire  clock;
    input wire  reset;

    // Update code (custom)
    always @(posedge clock) begin
       if (reset) q <= 14'h0;
       else q <= d;
    end
endmodule

module l2_norm_backward$skeleton$load$count(d,q,clock,reset);

    // Module arguments
    input wire  [10:0] d;
    output reg  [10:0] q;
    input wire  clock;
    input wire  reset;

    // Update code (custom)
    always @(posedge clock) begin
       if (reset) q <= 11'h0;
       else q <= d;
    end
endmodule

module l2_norm_backward$skeleton$load$stored_data(d,q,clock,reset);

    // Module arguments
    input wire signed [15:0] d;
    output reg signed [15:0] q;
    input wire  clock;
    input wire  reset;

    // Update code (custom)
    always @(posedge clock) begin
       if (reset) q <= 16'h0;
       else q <= d;
    end
endmodule

module l2_norm_backward$skeleton$load$total(d,q,clock,reset);

    // Module arguments
    input wire signed [32:0] d;
    output reg signed [32:0] q;
    input wire  clock;
    input wire  reset;

    // Update code (custom)
    always @(posedge clock) begin
       if (reset) q <= 33'h0;
       else q <= d;
    end
endmodule

module l2_norm_backward$skeleton$loaded(d,q,clock,reset);

    // Module arguments
    input wire signed [7:0] d;
    output reg signed [7:0] q;
    input wire  clock;
    input wire  reset;

    // Update code (custom)
    always @(posedge clock) begin
       if (reset) q <= 8'h0;
       else q <= d;
    end
endmodule

module l2_norm_backward$skeleton$memory(clock,write_enable,write_address,write_data,read_enable,read_address,read_data);

    // Module arguments
    input wire  clock;
    input wire  write_enable;
    input wire  [10:0] write_address;
    input wire  [23:0] write_data;
    input wire  read_enable;
    input wire  [10:0] read_address;
    output reg  [23:0] read_data;

    // Update code (custom)
    reg [23:0] contents [0:2047];
    always @(posedge clock) begin
       if (write_enable) contents[write_address] <= write_data;
       if (read_enable) read_data <= contents[read_address];
    end
endmodule

module l2_norm_backward$skeleton$projected(clock,reset,clear,sample,gradient,sample_valid,mu8,busy,sum);

    // Module arguments
    input wire  clock;
    input wire  reset;
    input wire  clear;
    input wire signed [15:0] sample;
    input wire signed [7:0] gradient;
    input wire  sample_valid;
    input wire signed [24:0] mu8;
    output reg  busy;
    output reg signed [49:0] sum;

    // Stub signals
    reg signed [24:0] deviation$d;
    wire signed [24:0] deviation$q;
    reg signed [7:0] weight$d;
    wire signed [7:0] weight$q;
    reg  deviation_valid$d;
    wire  deviation_valid$q;
    reg signed [32:0] product$d;
    wire signed [32:0] product$q;
    reg  product_valid$d;
    wire  product_valid$q;
    reg signed [32:0] product_held$d;
    wire signed [32:0] product_held$q;
    reg  held_valid$d;
    wire  held_valid$q;
    reg signed [49:0] total$d;
    wire signed [49:0] total$q;

    // Local signals
    reg  [23:0] shifted;
    reg signed [23:0] fixed;
    reg signed [24:0] wide;
    reg signed [32:0] left_factor;
    reg signed [32:0] right_factor;
    reg signed [49:0] term;

    // Sub module instances
    l2_norm_backward$deviation$deviation deviation(
        .d(deviation$d),
        .q(deviation$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$skeleton$loaded weight(
        .d(weight$d),
        .q(weight$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$deviation$deviation_valid deviation_valid(
        .d(deviation_valid$d),
        .q(deviation_valid$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$skeleton$load$total product(
        .d(product$d),
        .q(product$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$deviation$deviation_valid product_valid(
        .d(product_valid$d),
        .q(product_valid$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$skeleton$load$total product_held(
        .d(product_held$d),
        .q(product_held$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$deviation$deviation_valid held_valid(
        .d(held_valid$d),
        .q(held_valid$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$deviation$square total(
        .d(total$d),
        .q(total$q),
        .clock(clock),
        .reset(reset)
    );

    // Update code
    always @(*) begin
        deviation$d = deviation$q;
        weight$d = weight$q;
        deviation_valid$d = deviation_valid$q;
        product$d = product$q;
        product_valid$d = product_valid$q;
        product_held$d = product_held$q;
        held_valid$d = held_valid$q;
        total$d = total$q;
        shifted = ((sample[(32'h0)+:(16)]) & 24'hffffff) << 32'h8;
        fixed = $signed(shifted);
        wide = $signed(fixed);
        deviation$d = wide - mu8;
        weight$d = gradient;
        deviation_valid$d = sample_valid;
        left_factor = $signed(deviation$q);
        right_factor = $signed(weight$q);
        product$d = left_factor * right_factor;
        product_valid$d = deviation_valid$q;
        product_held$d = product$q;
        held_valid$d = product_valid$q;
        term = $signed(product_held$q);
        if (held_valid$q) begin
            total$d = total$q + term;
        end
        if (clear) begin
            total$d = 32'h0;
        end
        busy = deviation_valid$q | product_valid$q | held_valid$q;
        sum = total$q;
    end

endmodule

module l2_norm_backward$skeleton$reader(clock,reset,start,advance,samples,base,read_enable,read_address,valid,last);

    // Module arguments
    input wire  clock;
    input wire  reset;
    input wire  start;
    input wire  advance;
    input wire  [10:0] samples;
    input wire  [10:0] base;
    output reg  read_enable;
    output reg  [10:0] read_address;
    output reg  valid;
    output reg  last;

    // Stub signals
    reg  [10:0] index$d;
    wire  [10:0] index$q;
    reg  active$d;
    wire  active$q;
    reg  word$d;
    wire  word$q;
    reg  word_last$d;
    wire  word_last$q;

    // Local signals
    reg  [10:0] next_index;
    reg  ending;

    // Sub module instances
    l2_norm_backward$skeleton$load$count index(
        .d(index$d),
        .q(index$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$deviation$deviation_valid active(
        .d(active$d),
        .q(active$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$deviation$deviation_valid word(
        .d(word$d),
        .q(word$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$deviation$deviation_valid word_last(
        .d(word_last$d),
        .q(word_last$q),
        .clock(clock),
        .reset(reset)
    );

    // Update code
    always @(*) begin
        index$d = index$q;
        active$d = active$q;
        word$d = word$q;
        word_last$d = word_last$q;
        next_index = index$q + 32'h1;
        ending = next_index == samples;
        if (start) begin
            index$d = 32'h0;
            active$d = 1'b1;
        end
        else if (advance & active$q) begin
            index$d = next_index;
            active$d = ~ending;
        end
        if (advance) begin
            word$d = active$q;
            word_last$d = active$q & ending;
        end
        read_enable = advance & active$q;
        read_address = index$q | base;
        valid = word$q;
        last = word_last$q;
    end

endmodule

module l2_norm_backward$skeleton$statistics(clock,reset,pending,take,given,given_mu,given_scale,sum,samples,base,read_enable,read_address,sample_valid,clear,busy,mean_rest,mean_low,mean_steps,mean_floor,root_start,root_done,root,divide_start,divide_rest,divide_low,divide_steps,divide_floor,divide_done,quotient,count,origin,mu,mu8,scale,divisor,exponent,tail_start,tail_done);

    // Module arguments
    input wire  clock;
    input wire  reset;
    input wire  pending;
    output reg  take;
    input wire  given;
    input wire signed [31:0] given_mu;
    input wire  [30:0] given_scale;
    input wire signed [32:0] sum;
    input wire  [10:0] samples;
    input wire  [10:0] base;
    output reg  read_enable;
    output reg  [10:0] read_address;
    output reg  sample_valid;
    output reg  clear;
    input wire  busy;
    input wire  [31:0] mean_rest;
    input wire  [63:0] mean_low;
    input wire  [6:0] mean_steps;
    input wire  mean_floor;
    output reg  root_start;
    input wire  root_done;
    input wire  [30:0] root;
    output reg  divide_start;
    output reg  [31:0] divide_rest;
    output reg  [63:0] divide_low;
    output reg  [6:0] divide_steps;
    output reg  divide_floor;
    input wire  divide_done;
    input wire  [61:0] quotient;
    output reg  [10:0] count;
    output reg  [10:0] origin;
    output reg signed [31:0] mu;
    output reg signed [24:0] mu8;
    output reg  [30:0] scale;
    output reg  [31:0] divisor;
    output reg  [5:0] exponent;
    output reg  tail_start;
    input wire  tail_done;

    // Enums
    localparam StatisticsState$Idle = 0;
    localparam StatisticsState$Magnitude = 1;
    localparam StatisticsState$Divide = 2;
    localparam StatisticsState$Mean = 3;
    localparam StatisticsState$Round = 4;
    localparam StatisticsState$Deviate = 5;
    localparam StatisticsState$Drain = 6;
    localparam StatisticsState$Scale = 7;
    localparam StatisticsState$Epsilon = 8;
    localparam StatisticsState$Normalise = 9;
    localparam StatisticsState$Tail = 10;

    // Stub signals
    reg  [3:0] state$d;
    wire  [3:0] state$q;
    reg signed [32:0] total$d;
    wire signed [32:0] total$q;
    reg  [32:0] magnitude$d;
    wire  [32:0] magnitude$q;
    reg  [10:0] number$d;
    wire  [10:0] number$q;
    reg  [10:0] first$d;
    wire  [10:0] first$q;
    reg  [10:0] index$d;
    wire  [10:0] index$q;
    reg  read$d;
    wire  read$q;
    reg signed [31:0] mean$d;
    wire signed [31:0] mean$q;
    reg signed [24:0] mean8$d;
    wire signed [24:0] mean8$q;
    reg  [30:0] scale_held$d;
    wire  [30:0] scale_held$q;
    reg  [31:0] normal$d;
    wire  [31:0] normal$q;
    reg  [5:0] places$d;
    wire  [5:0] places$q;

    // Local signals
    reg signed [32:0] negated;
    reg  [10:0] next_index;
    reg  reading;
    reg signed [31:0] quotient_signed;
    reg signed [24:0] mean_floored;
    reg signed [23:0] mean_high;
    reg  [31:0] mean_bits;
    reg signed [24:0] round_up;

    // Sub module instances
    l2_norm_backward$skeleton$statistics$state state(
        .d(state$d),
        .q(state$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$skeleton$load$total total(
        .d(total$d),
        .q(total$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$skeleton$statistics$magnitude magnitude(
        .d(magnitude$d),
        .q(magnitude$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$skeleton$load$count number(
        .d(number$d),
        .q(number$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$skeleton$load$count first(
        .d(first$d),
        .q(first$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$skeleton$load$count index(
        .d(index$d),
        .q(index$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$deviation$deviation_valid read(
        .d(read$d),
        .q(read$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$projection$left_over mean(
        .d(mean$d),
        .q(mean$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$deviation$deviation mean8(
        .d(mean8$d),
        .q(mean8$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$skeleton$statistics$scale_held scale_held(
        .d(scale_held$d),
        .q(scale_held$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$skeleton$coefficients$raw normal(
        .d(normal$d),
        .q(normal$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$skeleton$statistics$places places(
        .d(places$d),
        .q(places$q),
        .clock(clock),
        .reset(reset)
    );

    // Update code
    always @(*) begin
        state$d = state$q;
        total$d = total$q;
        magnitude$d = magnitude$q;
        number$d = number$q;
        first$d = first$q;
        index$d = index$q;
        read$d = read$q;
        mean$d = mean$q;
        mean8$d = mean8$q;
        scale_held$d = scale_held$q;
        normal$d = normal$q;
        places$d = places$q;
        take = 1'b0;
        clear = 1'b0;
        reading = 1'b0;
        root_start = 1'b0;
        tail_start = 1'b0;
        divide_start = 1'b0;
        divide_rest = mean_rest;
        divide_low = mean_low;
        divide_steps = mean_steps;
        divide_floor = mean_floor;
        negated = -total$q;
        quotient_signed = $signed(quotient[(32'h0)+:(32)]);
        mean_bits = $unsigned(mean$q);
        mean_high = $signed(mean_bits[(32'h8)+:(24)]);
        mean_floored = $signed(mean_high);
        round_up = 32'h0;
        if (mean_bits[32'h7] & (|mean_bits[(32'h0)+:(7)] | mean_bits[32'h8])) begin
            round_up = 32'h1;
        end
        next_index = index$q + 32'h1;
        case (state$q)
            StatisticsState$Idle:
                begin
                    if (pending) begin
                        take = 1'b1;
                        total$d = sum;
                        number$d = samples;
                        first$d = base;
                        state$d = StatisticsState$Magnitude;
                        if (given) begin
                            mean$d = given_mu;
                            scale_held$d = given_scale;
                            state$d = StatisticsState$Round;
                        end
                    end
                end
            StatisticsState$Magnitude:
                begin
                    magnitude$d = $unsigned(total$q);
                    if (total$q[32'h20]) begin
                        magnitude$d = $unsigned(negated);
                    end
                    state$d = StatisticsState$Divide;
                end
            StatisticsState$Divide:
                begin
                    divide_start = 1'b1;
                    divide_rest = ((magnitude$q[(32'h10)+:(17)]) & 32'hffffffff);
                    divide_low = ((magnitude$q[(32'h0)+:(16)]) & 64'hffffffffffffffff) << 32'h30;
                    divide_steps = 32'h20;
                    divide_floor = 1'b0;
                    state$d = StatisticsState$Mean;
                end
            StatisticsState$Mean:
                begin
                    clear = 1'b1;
                    index$d = 32'h0;
                    if (divide_done) begin
                        mean$d = quotient_signed;
                        if (total$q[32'h20]) begin
                            mean$d = -quotient_signed;
                        end
                        state$d = StatisticsState$Round;
                    end
                end
            StatisticsState$Round:
                begin
                    mean8$d = mean_floored + round_up;
                    state$d = StatisticsState$Deviate;
                    if (given) begin
                        state$d = StatisticsState$Epsilon;
                    end
                end
            StatisticsState$Deviate:
                begin
                    reading = 1'b1;
                    index$d = next_index;
                    if (next_index == number$q) begin
                        state$d = StatisticsState$Drain;
                    end
                end
            StatisticsState$Drain:
                begin
                    if (~read$q & ~busy) begin
                        divide_start = 1'b1;
                        state$d = StatisticsState$Scale;
                    end
                end
            StatisticsState$Scale:
                begin
                    root_start = divide_done;
                    if (root_done) begin
                        scale_held$d = root;
                        state$d = StatisticsState$Epsilon;
                    end
                end
            StatisticsState$Epsilon:
                begin
                    normal$d = ((scale_held$q) & 32'hffffffff) + 32'h1;
                    places$d = 32'h1e;
                    if (&scale_held$q) begin
                        normal$d = 32'h40000000;
                        places$d = 32'h1f;
                    end
                    state$d = StatisticsState$Normalise;
                end
            StatisticsState$Normalise:
                begin
                    if (normal$q[32'h1e]) begin
                        tail_start = 1'b1;
                        state$d = StatisticsState$Tail;
                    end
                    else begin
                        normal$d = normal$q << 32'h1;
                        places$d = places$q - 32'h1;
                    end
                end
            StatisticsState$Tail:
                begin
                    if (tail_done) begin
                        state$d = StatisticsState$Idle;
                    end
                end
            default:
                begin
                    state$d = StatisticsState$Idle;
                end
        endcase
        read_enable = reading;
        read_address = index$q | first$q;
        read$d = reading;
        sample_valid = read$q;
        count = number$q;
        origin = first$q;
        mu = mean$q;
        mu8 = mean8$q;
        scale = scale_held$q;
        divisor = normal$q;
        exponent = places$q;
    end

endmodule

module l2_norm_backward$skeleton$statistics$magnitude(d,q,clock,reset);

    // Module arguments
    input wire  [32:0] d;
    output reg  [32:0] q;
    input wire  clock;
    input wire  reset;

    // Update code (custom)
    always @(posedge clock) begin
       if (reset) q <= 33'h0;
       else q <= d;
    end
endmodule

module l2_norm_backward$skeleton$statistics$places(d,q,clock,reset);

    // Module arguments
    input wire  [5:0] d;
    output reg  [5:0] q;
    input wire  clock;
    input wire  reset;

    // Update code (custom)
    always @(posedge clock) begin
       if (reset) q <= 6'h0;
       else q <= d;
    end
endmodule

module l2_norm_backward$skeleton$statistics$scale_held(d,q,clock,reset);

    // Module arguments
    input wire  [30:0] d;
    output reg  [30:0] q;
    input wire  clock;
    input wire  reset;

    // Update code (custom)
    always @(posedge clock) begin
       if (reset) q <= 31'h0;
       else q <= d;
    end
endmodule

module l2_norm_backward$skeleton$statistics$state(d,q,clock,reset);

    // Module arguments
    input wire  [3:0] d;
    output reg  [3:0] q;
    input wire  clock;
    input wire  reset;

    // Enums
    localparam StatisticsState$Idle = 0;
    localparam StatisticsState$Magnitude = 1;
    localparam StatisticsState$Divide = 2;
    localparam StatisticsState$Mean = 3;
    localparam StatisticsState$Round = 4;
    localparam StatisticsState$Deviate = 5;
    localparam StatisticsState$Drain = 6;
    localparam StatisticsState$Scale = 7;
    localparam StatisticsState$Epsilon = 8;
    localparam StatisticsState$Normalise = 9;
    localparam StatisticsState$Tail = 10;

    // Update code (custom)
    always @(posedge clock) begin
       if (reset) q <= 64'h0;
       else q <= d;
    end
endmodule

module l2_norm_backward$square_root(clock,reset,start,radicand,done,root);

    // Module arguments
    input wire  clock;
    input wire  reset;
    input wire  start;
    input wire  [61:0] radicand;
    output reg  done;
    output reg  [30:0] root;

    // Stub signals
    reg  [32:0] rest$d;
    wire  [32:0] rest$q;
    reg  [61:0] below$d;
    wire  [61:0] below$q;
    reg  [30:0] digits$d;
    wire  [30:0] digits$q;
    reg  [4:0] left$d;
    wire  [4:0] left$q;
    reg  busy$d;
    wire  busy$q;
    reg  finished$d;
    wire  finished$q;

    // Local signals
    reg  [32:0] shifted;
    reg  [32:0] trial;
    reg  fits;

    // Sub module instances
    l2_norm_backward$skeleton$statistics$magnitude rest(
        .d(rest$d),
        .q(rest$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$skeleton$divide$digits below(
        .d(below$d),
        .q(below$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$skeleton$statistics$scale_held digits(
        .d(digits$d),
        .q(digits$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$square_root$left left(
        .d(left$d),
        .q(left$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$deviation$deviation_valid busy(
        .d(busy$d),
        .q(busy$q),
        .clock(clock),
        .reset(reset)
    );
    l2_norm_backward$deviation$deviation_valid finished(
        .d(finished$d),
        .q(finished$q),
        .clock(clock),
        .reset(reset)
    );

    // Update code
    always @(*) begin
        rest$d = rest$q;
        below$d = below$q;
        digits$d = digits$q;
        left$d = left$q;
        busy$d = busy$q;
        finished$d = finished$q;
        shifted = (rest$q << 32'h2) | ((below$q[(32'h3c)+:(2)]) & 33'h1ffffffff);
        trial = (((digits$q) & 33'h1ffffffff) << 32'h2) | 32'h1;
        fits = shifted >= trial;
        finished$d = 1'b0;
        if (start) begin
            rest$d = 32'h0;
            below$d = radicand;
            digits$d = 32'h0;
            left$d = 32'h1f;
            busy$d = 1'b1;
        end
        else if (busy$q) begin
            if (|left$q) begin
                left$d = left$q - 32'h1;
                below$d = below$q << 32'h2;
                if (fits) begin
                    rest$d = shifted - trial;
                    digits$d = (digits$q << 32'h1) | 32'h1;
                end
                else begin
                    rest$d = shifted;
                    digits$d = digits$q << 32'h1;
                end
            end
            else begin
                busy$d = 1'b0;
                finished$d = 1'b1;
                if (rest$q > ((digits$q) & 33'h1ffffffff)) begin
                    digits$d = digits$q + 32'h1;
                end
            end
        end
        done = finished$q;
        root = digits$q;
    end

endmodule

module l2_norm_backward$square_root$left(d,q,clock,reset);

    // Module arguments
    input wire  [4:0] d;
    output reg  [4:0] q;
    input wire  clock;
    input wire  reset;

    // Update code (custom)
    always @(posedge clock) begin
       if (reset) q <= 5'h0;
       else q <= d;
    end
endmodule
