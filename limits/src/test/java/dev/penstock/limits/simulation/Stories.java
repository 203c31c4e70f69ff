package dev.penstock.limits.simulation;

import java.util.List;

/** All scenarios of the report, in its order. */
final class Stories {
    private static final String BY_SECOND = "enforced second by second";
    private static final String BY_WINDOW = "counted over sliding 60 s";

    private Stories() {}

    static List<Story> play() {
        return List.of(
                RateStories.declaredQuota(),
                RateStories.unknownQuotaColdStart("unknown_quota_cold_start", new BucketQuota(600), BY_SECOND),
                RateStories.unknownQuotaColdStart("unknown_window_cold_start", new WindowQuota(600), BY_WINDOW),
                RateStories.quotaHalvedThenRestored("quota_halved_then_restored", new BucketQuota(600), BY_SECOND),
                RateStories.quotaHalvedThenRestored("window_halved_then_restored", new WindowQuota(600), BY_WINDOW),
                RateStories.sharedAccountStealsHalf(),
                RateStories.throttleStormFiftyInFlight(),
                FleetStories.providerDownFiveMinutes(),
                FleetStories.fourWorkersOneDies(),
                FleetStories.gpuWithout429s(),
                FleetStories.hugePromptsAfterSmallOnes("huge_prompts_after_small_ones", 1),
                FleetStories.hugePromptsAfterSmallOnes("huge_prompts_for_four_workers", 4),
                FleetStories.tenants124());
    }
}
