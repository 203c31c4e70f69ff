package dev.penstock.worker.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MistakesTest extends ConfigurationTestCase {
    /** Line 3 is for a mistake. */
    private static final String POOL = "pools:\n  openai:\n    %s\n    base-url: https://api.openai.com/v1\n";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
        request-per-minute: 500 | a pool has no 'request-per-minute'; did you mean 'requests-per-minute'?
        rpm: 500                | a pool has no 'rpm'; did you mean 'requests-per-minute'?
        tokens_per_minute: 500  | a pool has no 'tokens_per_minute'; did you mean 'tokens-per-minute'?
        concurrency: 5          | a pool has no 'concurrency'; did you mean 'max-concurrency'?
        key: abc                | a pool has no 'key'; did you mean 'api-key'?
        model: abc              | a pool has no 'model'; did you mean 'models'?
        colour: red             | a pool has no 'colour'; it may have base-url, dialect, api-version, api-key, api-keys, api-key-file, api-key-command, models, requests-per-minute, tokens-per-minute, input-tokens-per-minute, output-tokens-per-minute, requests-per-hour, tokens-per-hour, requests-per-day, tokens-per-day, day-starts, max-concurrency, strict, timeout, headers, prices
        requests-per-minute: 5oo | requests-per-minute must be a whole number such as 500, 200k or 1.5M, not '5oo'
        requests-per-minute: 0  | requests-per-minute must be a whole number such as 500, 200k or 1.5M, not '0'
        tokens-per-minute: 1.5  | tokens-per-minute must be a whole number such as 500, 200k or 1.5M, not '1.5'
        input-tokens-per-min: 1 | a pool has no 'input-tokens-per-min'; did you mean 'input-tokens-per-minute'?
        output-tokens-per-minute: x | output-tokens-per-minute must be a whole number such as 500, 200k or 1.5M, not 'x'
        tokens-per-minute: [1]  | tokens-per-minute must be a single value
        requests-per-day: 0     | requests-per-day must be a whole number such as 500, 200k or 1.5M, not '0'
        day-starts: midnight    | day-starts must be a time and a time zone, such as 00:00 America/Los_Angeles or 00:00 UTC, not 'midnight'
        max-concurrency: 0      | max-concurrency must be a whole number from 1 to 100000, not '0'
        strict: maybe           | strict must be true or false, not 'maybe'
        timeout: 10 minutes     | timeout must be a duration up to 24h, such as 90s or 10m, not '10 minutes'
        timeout: 0s             | timeout must be a duration from 1ms to 24h, such as 90s or 10m, not '0s'
        models: {a: b}          | models must be a list such as [a, b]
        models: [[a]]           | a list may only hold single values
        headers: secret-1       | headers must hold lines such as 'name: value'
        headers: {"a b": c}     | 'a b' cannot be a header's name
        headers: {a: "\u00fc"}  | a must be a text of printable ASCII characters, to be sent in a header, but has a letter outside ASCII (character 1 of 1)
        api-key: "secret\\n1"   | api-key must be a text of printable ASCII characters, to be sent in a header, but has a line break (character 7 of 8)
        dialect: anthropics     | dialect must be one of openai, azure, anthropic, gemini, not 'anthropics'
        api-version: a/b        | api-version must be a version of the provider's API such as 2024-10-21, not 'a/b'
        api-key: sk-ant-hidden  | api-key looks like a key of Anthropic, and the pool is at OpenAI; set a key of OpenAI, or 'dialect: anthropic' and the address of Anthropic
        prices: {m: {input: 1}} | the price of m has no 'output'
        prices: {m: {input: 1, output: -1}} | output must be US dollars per million tokens such as 0.15, not '-1'
        prices: {m: {inptu: 1}} | a price has no 'inptu'; did you mean 'input'?
        prices: {m: {input: 1, output: 2, flex: {ouput: 1}}} | the price of a tier has no 'ouput'; did you mean 'output'?
        prices: {m: {input: 1, output: 2, long-context: {input: 2}}} | long-context of the price of m has no 'above', the input tokens beyond which it holds
        """)
    void aMistakeInAPoolIsNamedWithItsLine(String line, String message) {
        assertMistake(POOL.formatted(line), "penstock.yaml:3: " + message);
    }

    @Test
    void aMistakeIsNamedWithItsColumn() {
        assertThat(mistake("pools:\n  a: {dialect: azrue}")).startsWith("penstock.yaml:2:7: dialect must be one of ");
        assertThat(mistake("pools:\n  a:\n    dialect: anthropic\n    api-key: sk-proj-hidden"))
                .startsWith("penstock.yaml:4:5: api-key looks like a key of OpenAI, and the pool is at Anthropic; ")
                .doesNotContain("hidden");
    }

    @Test
    void anAddressIsNeededAndMustBeOne() {
        assertMistake(
                "\npools:\n  openai:\n    models: [a]\n",
                "penstock.yaml:3: pool 'openai' has no base-url; write the provider's address, such as https://api.openai.com/v1");
        assertMistake(
                "pools:\n  openai:\n",
                "penstock.yaml:2: pool 'openai' has no base-url; write the provider's address, such as https://api.openai.com/v1");
        assertThat(mistake("pools:\n  a: {dialect: azure}")).endsWith("such as https://NAME.openai.azure.com");
        assertMistake(
                "pools:\n  a:\n    base-url: api.openai.com",
                "penstock.yaml:3: base-url must be an address such as https://api.openai.com/v1, not 'api.openai.com'");
        assertMistake(
                "pools:\n  a:\n    base-url: https://me:secret@api.openai.com/v1",
                "penstock.yaml:3: base-url must be an address without user and password;"
                        + " api-key and headers are for these");
    }

    @Test
    void aMistakeBeyondPoolsIsNamedToo() {
        assertMistake(
                "# mine\npool:\n  a: {}", "penstock.yaml:2: the configuration has no 'pool'; did you mean 'pools'?");
        assertMistake("pools: [a]", "penstock.yaml:1: pools must hold lines such as 'name: value'");
        assertMistake("- pools", "penstock.yaml:1: there must be lines such as 'pools:'");
        assertMistake(
                "tenants:\n  a: {wieght: 2}", "penstock.yaml:2: a tenant has no 'wieght'; did you mean 'weight'?");
        assertMistake(
                "tenants:\n  a:\n    weight: 0",
                "penstock.yaml:3: weight must be a number from 0.001 to 1000, not '0'");
        assertMistake(
                "defaults:\n  priority: urgent",
                "penstock.yaml:2: priority must be one of high, normal, low, not 'urgent'");
        assertMistake(
                "pools:\n  a: {base-url: 'http://x/v1', models: [gpt-4o]}\ndefaults:\n  model: gpt-4\n",
                "penstock.yaml:4: no pool serves model 'gpt-4'");
        assertMistake(
                "pools:\n  'a b': {base-url: 'http://x/v1'}",
                "penstock.yaml:2: 'a b' is not a pool's name: 1 to 64 letters, digits, '.', '_' or '-'");
    }

    @Test
    void whatIsNotYamlIsNamedWithoutQuotingTheLine() {
        assertMistake(
                "pools:\n  a:\n    api-key: sk-hidden: x\n",
                "penstock.yaml:3: not YAML: mapping values are not allowed here");
        assertMistake(
                "pools:\n\ta: 1",
                "penstock.yaml:2: not YAML: found character '\\t(TAB)' that cannot start any token."
                        + " (Do not use \\t(TAB) for indentation)");
        assertMistake(
                "pools:\n  a: {base-url: 'http://x/v1'}\n  a: {base-url: 'http://y/v1'}",
                "penstock.yaml:3: 'a' is set twice, first on line 2");
        assertMistake("pools: &p\n  a: *p", "penstock.yaml:2: groups are nested too deep");
    }

    @Test
    void aReferenceToNothingIsNamedWithItsVariable() {
        String yaml = "pools:\n  a:\n    base-url: http://127.0.0.1/v1\n    api-key: %s";

        assertMistake(
                yaml.formatted("${MY_KEY}"),
                "penstock.yaml:4: the environment variable MY_KEY is not set; set it, or write ${MY_KEY:-otherwise}");
        assertMistake(
                yaml.formatted("${MY-KEY}"),
                "penstock.yaml:4: a reference is written ${NAME} or ${NAME:-otherwise}, and $${ stands for ${ itself");
    }
}
