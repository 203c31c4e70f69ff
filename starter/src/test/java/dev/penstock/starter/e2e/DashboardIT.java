package dev.penstock.starter.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an operator sees in a browser. */
final class DashboardIT extends PenstockTestCase {
    private Browser browser;

    @BeforeEach
    void openBrowser() {
        browser = Browser.open();
    }

    @AfterEach
    void closeBrowser() {
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    @OwnTemporal
    void batchesAndPoolsAreSeenLiveAlsoOnAPhone() throws IOException {
        answersTake("200ms");
        Running up = penstock.start("up", "--concurrency", "4").awaitSaid("ready; submit with");
        browser.visit(up.api());
        Patience.until("the page is live", () -> browser.text("#live").equals("live"));
        assertThat(browser.text("#no-batches")).contains("No batches yet");

        penstock.run("submit", input(200).path(), "--id", "seen").expectExit(0);

        Patience.until("the batch is on its way", () -> browser.shows("[data-batch=seen] .busy"));
        Patience.until("the batch is done", () -> browser.shows("[data-batch=seen] .good"));
        assertThat(browser.text("[data-batch=seen]")).contains("200 of 200", "0.0 %", "completed");
        assertThat(browser.number("document.querySelector('[data-batch=seen] .bar i').offsetWidth"))
                .as("pixels of the bar, which the content security policy must not forbid")
                .isPositive();
        assertThat(browser.find("[data-batch=seen] a").getDomAttribute("href")).contains("/workflows/batch%2Fseen");
        assertThat(browser.text(".pool h3")).startsWith("127.0.0.1-");
        assertThat(browser.text(".pool .badge")).isEqualTo("open");
        assertThat(browser.number("document.querySelectorAll('.pool canvas').length"))
                .isEqualTo(2);

        browser.resize(390, 844);
        assertThat(browser.number("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                .as("pixels of the page beside a phone's screen")
                .isZero();
    }

    @Test
    void whereKeysAreNeededItAsksForAnOperators() {
        String tenant = penstock.run("keys", "create", "--tenant", "acme")
                .expectExit(0)
                .out()
                .strip();
        String admin = penstock.run("keys", "create", "--tenant", "ops", "--admin")
                .expectExit(0)
                .out()
                .strip();
        Running serve = penstock.start("serve", "--keys").awaitSaid("ready; stop with");
        browser.visit(serve.api());
        Patience.until("it asks for a key", () -> browser.shows("#key-form"));
        assertThat(browser.shows("main")).isFalse();

        // It says so already, because there was no key.
        long unused = browser.number("(document.querySelector('#live').textContent = '', 0)");
        enter(tenant);
        Patience.until("a tenant's is not enough", () -> browser.text("#live").equals("key needed"));
        assertThat(browser.shows("main")).isFalse();

        enter(admin);
        Patience.until("an operator's is", () -> browser.shows("#tiles"));
    }

    @Test
    void namesAndErrorsAreTextOnTheDashboardAndInTheReport() throws IOException {
        String markup = "</script><img src=x onerror=window.hit=1>";
        Running up = penstock.start("up", "--concurrency", "4").awaitSaid("ready; submit with");
        TestingInput input = inputOf("Hello", "[[fail:400]] Hello");
        Files.writeString(input.file(), Files.readString(input.file()).replace("gpt-4o-mini", markup));
        penstock.run("run", input.path(), "--id", "hostile", "--tenant", markup).expectExit(3);
        penstock.run("pool", "pause", pool(), "--reason", markup).expectExit(0);

        browser.visit(up.api());
        Patience.until(
                "the pool is shown as paused",
                () -> browser.text(".pool .remark").contains("onerror"));
        assertThat(browser.text("[data-batch=hostile]")).contains("2 of 2");
        assertThat(browser.isTrue("window.hit === undefined && document.querySelector('main img') === null"))
                .as("nothing of it is an element of the page")
                .isTrue();

        penstock.run("report", "hostile").expectExit(0);
        browser.visit(folder.resolve("hostile.html").toUri().toString());
        assertThat(browser.text("#input")).contains("tenant " + markup);
        assertThat(browser.isTrue("window.hit === undefined && document.querySelector('main img') === null"))
                .as("nothing of it is an element of the report")
                .isTrue();
    }

    private String pool() {
        return "127.0.0.1-" + provider.baseUrl().getPort();
    }

    private void enter(String key) {
        browser.find("#key").clear();
        browser.find("#key").sendKeys(key);
        browser.find("#key-form button").click();
    }
}
