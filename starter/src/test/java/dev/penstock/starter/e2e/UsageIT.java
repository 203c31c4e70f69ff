package dev.penstock.starter.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What was used, and how it went. */
final class UsageIT extends PenstockTestCase {
    @Test
    void whatWasUsedIsToldByTenantModelAndBatchAlsoAfterAReplay() throws IOException {
        TestingInput input = inputOf("one", "two", "[[fail:400x1]] three");
        penstock.run("run", input.path(), "--id", "a", "--tenant", "acme").expectExit(3);

        JsonNode before = usage("--by", "tenant,model");

        assertThat(before.at("/usage/0/by/tenant").asText()).isEqualTo("acme");
        assertThat(before.at("/usage/0/by/model").asText()).isEqualTo("gpt-4o-mini");
        assertThat(before.at("/total/answered").asInt()).isEqualTo(2);
        assertThat(before.at("/total/dead_letters").asInt()).isEqualTo(1);

        penstock.run("retry-failed", "a", "-o", folder.resolve("again.jsonl").toString(), "--json")
                .expectExit(0);

        JsonNode after = usage("--by", "batch");
        assertThat(after.at("/usage/0/by/batch").asText()).isEqualTo("a");
        assertThat(after.at("/total/answered").asInt()).isEqualTo(3);
        assertThat(after.at("/total/dead_letters").asInt()).isZero();
        JsonNode results = penstock.run("status", "a", "--json").expectExit(0).json();
        assertThat(after.at("/total/cost_usd").decimalValue())
                .isEqualByComparingTo(results.path("cost_usd").decimalValue());
        assertThat(usage("--until", "1d").at("/total/requests").asInt()).isZero();
        assertThat(penstock.run("usage", "--by", "pool", "--csv").expectExit(0).out())
                .startsWith("pool,requests,answered,");

        JsonNode stats = penstock.run("stats", "a", "--json").expectExit(0).json();
        assertThat(stats.path("success_rate").asDouble()).isEqualTo(1);
        assertThat(stats.at("/latency_ms/p90").isNumber()).isTrue();
        assertThat(stats.at("/time/waiting").isNumber()).isTrue();
        penstock.run("stats", "--tenant", "acme").expectExit(0).expectShown("3 answered");
        penstock.run("complete", "one more", "--model", "gpt-4o-mini").expectExit(0);
        JsonNode alone = usage("--by", "batch");
        assertThat(alone.at("/usage/0/by/batch").asText()).as("of no batch").isEqualTo("-");
        assertThat(alone.at("/usage/0/requests").asInt()).isEqualTo(1);
        penstock.run("stats", "never").expectExit(2).expectSaid("there is no batch never");
    }

    @Test
    void aReportIsOnePageThatDrawsItselfWithoutANetwork() throws IOException {
        answersTake("20ms");
        penstock.run("run", input(60).path(), "--id", "seen", "--rpm", "1200").expectExit(0);
        Path page = folder.resolve("report.html");

        penstock.run("report", "seen", "-o", page.toString()).expectExit(0);

        assertThat(Files.readString(page)).doesNotContain("src=", "href=", "sourceMappingURL");
        try (Browser browser = Browser.open()) {
            browser.visit(page.toUri().toString());
            Patience.until(
                    "the plots are drawn", () -> browser.number("document.querySelectorAll('canvas').length") == 6);
            assertThat(browser.text("#name")).isEqualTo("seen");
            assertThat(browser.text("#tiles")).contains("60 of 60", "100.00 %");
            browser.resize(400, 900);
            assertThat(browser.number("document.documentElement.scrollWidth - innerWidth"))
                    .as("nothing sticks out on a phone")
                    .isNotPositive();
        }
    }

    private JsonNode usage(String... options) {
        String[] command = new String[options.length + 2];
        command[0] = "usage";
        command[1] = "--json";
        System.arraycopy(options, 0, command, 2, options.length);
        return penstock.run(command).expectExit(0).json();
    }
}
