package dev.penstock.limits.simulation;

import java.util.List;

/** All scenarios of the report, in its order. */
final class Scenarios {
    private static final String BY_SECOND = "enforced second by second";
    private static final String BY_WINDOW = "counted over sliding 60 s";

    private Scenarios() {}

    static List<Scenario> play() {
        return List.of(
                RateScenarios.declaredQuota(),
                RateScenarios.unknownQuotaColdStart("unknown_quota_cold_start", new BucketQuota(600), BY_SECOND),
                RateScenarios.unknownQuotaColdStart("unknown_window_cold_start", new WindowQuota(600), BY_WINDOW),
                RateScenarios.quotaHalvedThenRestored("quota_halved_then_restored", new BucketQuota(600), BY_SECOND),
                RateScenarios.quotaHalvedThenRestored("window_halved_then_restored", new WindowQuota(600), BY_WINDOW),
                RateScenarios.sharedAccountStealsHalf(),
                RateScenarios.announcedQuotasOfBothKinds(),
                ModelScenarios.twoModels("two_models_announced", 1),
                ModelScenarios.twoModels("two_models_four_workers", 4),
                ModelScenarios.slowModelFirst(400),
                TokenKindScenarios.inputBound("input_bound", 1),
                TokenKindScenarios.inputBound("input_bound_three_workers", 3),
                TokenKindScenarios.outputBound("output_bound", 1),
                TokenKindScenarios.outputBound("output_bound_three_workers", 3),
                RateScenarios.oneASecondWithoutBurst(),
                LongLimitScenarios.hourUsedUp(),
                LongLimitScenarios.dayUsedUp(),
                LongLimitScenarios.dayOfOneModel(),
                RateScenarios.firstCallsRefused(),
                RateScenarios.throttleStormFiftyInFlight(),
                FleetScenarios.providerDownFiveMinutes(),
                FleetScenarios.providerSilentFortySeconds(),
                PoisonScenario.threeOfSixtyAlwaysFail(),
                FleetScenarios.fourWorkersOneDies(),
                FleetScenarios.gpuWithout429s(),
                FleetScenarios.hugePromptsAfterSmallOnes("huge_prompts_after_small_ones", 1),
                FleetScenarios.hugePromptsAfterSmallOnes("huge_prompts_for_four_workers", 4),
                FleetScenarios.tenants124(),
                RouteScenarios.threeUnequalPools(),
                RouteScenarios.oneHalves("route_one_halves", true),
                RouteScenarios.oneHalves("route_one_halves_unannounced", false),
                RouteScenarios.oneIsBlocked(),
                RouteScenarios.oneIsDown(),
                RouteScenarios.oneIsSlow(),
                RouteScenarios.oneIsUsedUp(),
                RouteScenarios.spill());
    }
}
