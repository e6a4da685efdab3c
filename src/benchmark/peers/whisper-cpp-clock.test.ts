import { expect, it } from "vitest";
import { whisperCppSeconds } from "./whisper-cpp-clock.ts";

const TIMINGS = `whisper_full: some warning
whisper_print_timings:     load time =   131.71 ms
whisper_print_timings:     fallbacks =   0 p /   0 h
whisper_print_timings:      mel time =    11.12 ms
whisper_print_timings:   sample time =    41.02 ms /   112 runs (     0.37 ms per run)
whisper_print_timings:   encode time =  1201.50 ms /     1 runs (  1201.50 ms per run)
whisper_print_timings:    total time =  1631.71 ms
`;

it("counts everything but the loading of the model", () => {
  expect(whisperCppSeconds(TIMINGS)).toBeCloseTo(1.5);
});

it("knows no time where none was printed", () => {
  expect(whisperCppSeconds("error: failed to initialize whisper context")).toBeUndefined();
});
