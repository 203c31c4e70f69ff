package dev.penstock.limits.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A change of behaviour is a diff of docs/simulation.md. */
class SimulationReportTest {
    private static final Path REPORT = Path.of("..", "docs", "simulation.md");
    private static final String WRITE = "penstock.write-report";
    private static final String COMMAND = "mvn -pl limits -am test -D" + WRITE;

    private static final List<Scenario> SCENARIOS = Scenarios.play();

    @Test
    void theReportIsWhatTheSimulationSays() throws IOException {
        String report = ReportText.of(SCENARIOS, COMMAND);
        if (System.getProperty(WRITE) != null) {
            Files.writeString(REPORT, report);
        }

        assertThat(Files.readString(REPORT))
                .as("if what has changed is meant to change, write the report anew: " + COMMAND)
                .isEqualTo(report);
    }

    @Test
    void whatIsDeclaredIsUsedAndKeptTo() {
        assertThat(scenario("declared_quota").utilisation()).isGreaterThan(0.99);
        assertThat(scenario("declared_quota").throttledShare()).isLessThan(0.001);
        assertThat(scenario("four_workers_one_dies").utilisation()).isGreaterThan(0.95);
        assertThat(scenario("huge_prompts_after_small_ones").utilisation()).isGreaterThan(0.97);
        assertThat(scenario("tenants_1_2_4").utilisation()).isGreaterThan(0.97);
    }

    @Test
    void whatNobodyNamedIsFoundOutWithFewRefusals() {
        for (String name : List.of(
                "unknown_quota_cold_start",
                "unknown_window_cold_start",
                "quota_halved_then_restored",
                "window_halved_then_restored",
                "shared_account_steals_half")) {
            assertThat(scenario(name).utilisation()).as(name).isGreaterThan(0.85);
            assertThat(scenario(name).throttledShare()).as(name).isLessThan(0.03);
            assertThat(scenario(name).settled()).as(name).isLessThan(65);
        }
    }

    @Test
    void whatIsAnnouncedIsKeptFromTheFirstResponseOn() {
        assertThat(scenario("announced_quotas_of_both_kinds").throttledShare()).isLessThan(0.001);
        assertThat(scenario("announced_quotas_of_both_kinds").utilisation()).isGreaterThan(0.99);
    }

    @Test
    void aQuotaOfOneCallAtATimeLearnsHowUnevenlyCallsTravel() {
        assertThat(scenario("one_a_second_without_burst").throttledShare()).isLessThan(0.01);
        assertThat(scenario("one_a_second_without_burst").utilisation()).isGreaterThan(0.95);
    }

    @Test
    void aModelWithASmallQuotaDoesNotSlowDownAnother() {
        for (int workers : List.of(1, 4)) {
            SimulationRecords books = ModelScenarios.simulate(workers).books;
            double refused = books.throttledByModel.getOrDefault(ModelScenarios.SMALL, 0L);
            double sent = books.sentByModel.getOrDefault(ModelScenarios.SMALL, 0L);

            assertThat(refused / sent)
                    .as("429s of the small quota, %d workers", workers)
                    .isLessThan(0.003);
            assertThat(books.throttledByModel.getOrDefault(ModelScenarios.LARGE, 0L))
                    .isZero();
            assertThat(books.answeredByModel.get(ModelScenarios.SMALL))
                    .as("answers of the small quota in 20 min, %d workers", workers)
                    .isGreaterThan(ModelScenarios.SMALL_RPM * 19);
            assertThat(books.answeredByModel.get(ModelScenarios.LARGE))
                    .as("answers of the large quota in 20 min, %d workers", workers)
                    .isGreaterThan(ModelScenarios.LARGE_RPM * 197 / 10);
        }
    }

    @Test
    void anHourAndADayAreUsedWholeAndNeverExceeded() {
        for (String name : List.of("hour_used_up", "day_used_up", "day_of_one_model")) {
            assertThat(scenario(name).overshoot()).as(name).isZero();
            assertThat(scenario(name).throttledShare()).as(name).isLessThan(0.001);
            assertThat(scenario(name).utilisation()).as(name).isGreaterThan(0.98);
        }
        assertThat(scenario("day_used_up").findings()).contains("the pool was used_up for 3600 s more");
    }

    @Test
    void requestsOfASlowModelInFrontOfThoseOfAnotherDoNotKeepThemWaiting() {
        assertThat(scenario("slow_model_first").settled()).isLessThan(15);
    }

    @Test
    void firstCallsThatAreRefusedTeachNoLowRate() {
        assertThat(scenario("first_calls_refused").settled()).isLessThan(30);
    }

    @Test
    void aServerOfOnesOwnIsFullButNotOverfull() {
        assertThat(scenario("gpu_without_429s").utilisation()).isGreaterThan(0.95);
    }

    @Test
    void afterAnOutageAllIsAsBeforeInAQuarterOfAMinute() {
        assertThat(scenario("provider_down_five_minutes").settled()).isLessThan(15);
    }

    @Test
    void afterASilenceTheFullRateIsBackInHalfAMinute() {
        assertThat(scenario("provider_silent_forty_seconds").settled()).isLessThan(25);
    }

    @Test
    void inputAndOutputTokensThatAreLimitedApartAreUsedByAnyNumberOfWorkers() {
        for (String name :
                List.of("input_bound", "input_bound_three_workers", "output_bound", "output_bound_three_workers")) {
            assertThat(scenario(name).utilisation()).as(name).isGreaterThan(0.97);
            assertThat(scenario(name).throttledShare()).as(name).isLessThan(0.003);
            assertThat(scenario(name).overshoot()).as(name).isZero();
        }
    }

    @Test
    void requestsThatAlwaysFailHoldUpNobodyElse() {
        assertThat(scenario("three_of_sixty_always_fail").findings())
                .contains("the pool was closed for 0 s, and 58 of the 58 other requests were answered by 1:11");
    }

    @Test
    void tenantsGetTokensByTheirWeight() {
        assertThat(scenario("tenants_1_2_4").jain()).isGreaterThan(0.999);
    }

    @Test
    void theQuotasOfARoutesPoolsAreUsedTogetherWhateverHappensToOne() {
        for (String name : List.of(
                "route_three_unequal_pools",
                "route_one_halves",
                "route_one_blocked",
                "route_one_down",
                "route_one_used_up",
                "route_one_slow")) {
            assertThat(scenario(name).utilisation()).as(name).isGreaterThan(0.98);
            assertThat(scenario(name).throttledShare()).as(name).isLessThan(0.003);
        }
        // Nobody but 429 responses says that the quota has halved.
        assertThat(scenario("route_one_halves_unannounced").utilisation()).isGreaterThan(0.98);
        assertThat(scenario("route_one_halves_unannounced").throttledShare()).isLessThan(0.01);
        assertThat(scenario("route_spills").utilisation()).isGreaterThan(0.98);
    }

    private static Scenario scenario(String name) {
        return SCENARIOS.stream()
                .filter(scenario -> scenario.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
