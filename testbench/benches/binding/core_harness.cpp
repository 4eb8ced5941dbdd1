// The plain C++ harness of the core: the same words, cycle by cycle, as `Core::drive` in core.rs. Standard input holds
// "COUNT LOOP", then COUNT lines "WORD LAST"; after the last word it goes on with word LOOP. Then, for each line
// "CYCLES", it prints "NANOSECONDS CHECKSUM".
#include "CoreBaseModel.h"
#include "verilated.h"
#include <chrono>
#include <cinttypes>
#include <cstdint>
#include <cstdio>
#include <vector>

struct Word {
    uint32_t data;
    uint32_t last;
};

int main() {
    size_t count, loop;
    if (std::scanf("%zu %zu", &count, &loop) != 2) return 1;
    std::vector<Word> words(count);
    for (Word& word : words)
        if (std::scanf("%" SCNu32 " %" SCNu32, &word.data, &word.last) != 2) return 1;

    VerilatedContext context;
    CoreBaseModel top{&context, "core_base"};
    top.reset = 1;
    for (int i = 0; i < 2; ++i) {
        top.clock = 0;
        top.eval();
        top.clock = 1;
        top.eval();
    }
    top.reset = 0;
    top.s_valid = 1;
    top.m_ready = 1;

    size_t next = 0;
    uint64_t cycles;
    while (std::scanf("%" SCNu64, &cycles) == 1) {
        uint64_t sum = 0;
        const auto start = std::chrono::steady_clock::now();
        while (cycles--) {
            top.s_data = words[next].data;
            top.s_last = words[next].last;
            top.clock = 0;
            top.eval();
            if (top.m_valid) sum = (sum << 1 | sum >> 63) + top.m_data + 1;
            if (top.s_ready && ++next == words.size()) next = loop;
            top.clock = 1;
            top.eval();
        }
        const auto taken = std::chrono::steady_clock::now() - start;
        const uint64_t nanoseconds = std::chrono::duration_cast<std::chrono::nanoseconds>(taken).count();
        std::printf("%" PRIu64 " %" PRIu64 "\n", nanoseconds, sum);
        std::fflush(stdout);
    }
    top.final();
}
