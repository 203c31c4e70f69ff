package dev.penstock.providers.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.providers.JsonText;
import dev.penstock.providers.Outcome;
import dev.penstock.providers.wire.HeaderValues;
import dev.penstock.providers.wire.RetryAfter;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutcomeTableTest {
    @ParameterizedTest(name = "{0} {1} {2} x-should-retry={3} is {4}")
    @CsvSource(
            value = {
                "400 | invalid_request_error    |                            |       | Refused",
                "400 | context_length_exceeded  |                            |       | Refused",
                "400 | content_filter           |                            |       | Refused",
                "400 | billing_hard_limit_reached |                          |       | Blocked",
                "400 |                          |                            | true  | Lost",
                "401 | invalid_api_key          |                            |       | Blocked",
                "401 |                          |                            | true  | Lost",
                "402 |                          | Insufficient balance       |       | Blocked",
                "401 |                          | You have insufficient permissions for this operation. Missing scopes: model.request. | | Refused",
                "402 |                          | This request requires more credits, or fewer max_tokens. You requested up to 16384 tokens, but can only afford 3919. | | Refused",
                "402 |                          | Insufficient credits       |       | Blocked",
                "403 |                          | Country, region, or territory not supported |  | Blocked",
                "403 | unsupported_country_region_territory |                |       | Blocked",
                "403 |                          | Key limit exceeded (daily limit) |  | Blocked",
                "403 |                          | model 'Key limit exceeded' is not allowed |  | Refused",
                "403 | model_not_found          | Project `p` does not have access to model `gpt-4o` | | Refused",
                "403 |                          | Project `p` does not have access to model `gpt-4o` | | Refused",
                "403 | model_permission_blocked_project |                    |       | Refused",
                "403 |                          | your input was flagged     |       | Refused",
                "403 |                          |                            |       | Refused",
                "407 |                          |                            |       | Blocked",
                "403 | content_policy_violation |                            |       | Refused",
                "404 | model_not_found          |                            |       | Refused",
                "404 |                          |                            |       | Refused",
                "408 |                          |                            |       | Lost",
                "409 |                          |                            |       | Lost",
                "409 |                          |                            | false | Refused",
                "413 |                          |                            |       | Refused",
                "422 |                          |                            |       | Refused",
                "400 | API_KEY_INVALID          |                            |       | Blocked",
                "400 |                          | Your credit balance is too low to access the Anthropic API. | | Blocked",
                "400 | Arrearage                | Access denied, please make sure your account is in good standing. | | Blocked",
                "403 | AccountOverdueError      | The request failed because your account has an overdue balance. | | Blocked",
                "403 |                          | Sorry, your account balance is insufficient | | Blocked",
                "412 | PRECONDITION_FAILED      | Account acme is suspended, possibly due to reaching the monthly spending limit | | Blocked",
                "412 |                          | the model is suspended     |       | Refused",
                "429 | exceeded_current_quota_error | Your account is suspended, please check your plan |  | Blocked",
                "429 | 1113                     | Insufficient balance or no resource package. Please recharge. | | Blocked",
                "400 |                          | model 'your credit balance is too low' is unknown |  | Refused",
                "400 |                          | We could not parse the JSON body of your request. |  | Unusable",
                "400 |                          | The request body could not be parsed | false | Unusable",
                "424 |                          |                            |       | Lost",
                "498 |                          | Flex tier capacity exceeded |      | Lost",
                "499 |                          | client closed request      |       | Lost",
                "429 | rate_limit_exceeded      | Rate limit reached         |       | Throttled",
                "429 | rate_limit_exceeded      | Request too large for gpt-4o on tokens per min (TPM) | | Refused",
                "429 | insufficient_quota       | You exceeded your quota    |       | Blocked",
                "429 |                          |                            |       | Throttled",
                "429 |                          |                            | true  | Throttled",
                "429 |                          | Budget used up             | false | Blocked",
                "500 | server_error             |                            |       | Lost",
                "500 |                          |                            | false | Refused",
                "502 |                          |                            |       | Lost",
                "503 | slow_down                |                            |       | Lost",
                "529 | overloaded_error         |                            |       | Lost",
                "307 |                          |                            |       | Refused",
                "200 | server_error             |                            |       | Lost",
                "200 | rate_limit_exceeded      |                            |       | Throttled",
                "200 | invalid_prompt           |                            |       | Refused",
                "200 | 502                      | Upstream failed            |       | Lost",
                "200 | 429                      | Upstream is busy           |       | Throttled",
                "200 |                          | model busy, retry later    |       | Lost",
                "200 |                          | Rate limit reached         |       | Throttled",
                "200 |                          | Insufficient balance       |       | Blocked",
            },
            delimiter = '|')
    void eachAnswerMeansOneThing(int status, String code, String message, String shouldRetry, String meaning) {
        String body = "{\"error\":{\"code\":%s,\"message\":\"%s\"}}"
                .formatted(code == null ? "null" : "\"" + code + "\"", message == null ? "no" : message);
        HeaderValues headers =
                name -> name.equals("x-should-retry") ? Optional.ofNullable(shouldRetry) : Optional.empty();

        Outcome outcome = OpenAiAnswers.OPENAI.read("/v1/responses", status, headers, body, Instant.EPOCH);

        assertThat(outcome.getClass().getSimpleName()).isEqualTo(meaning);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "403 | <html>Attention Required!</html>                                                  | true",
                "403 | {'error':{'code':403,'status':'PERMISSION_DENIED','message':'API is not enabled'}} | true",
                "403 | {'type':'error','error':{'type':'permission_error','message':'no'}}               | true",
                "401 | {'error':{'message':'You have insufficient permissions. Missing scopes: a.b.'}}   | true",
                "403 | {'error':{'message':'Your input was flagged'}}                                    | false",
                "403 | {'error':{'code':'model_not_found'}}                                              | false",
                "404 | {'error':{'message':'Resource not found'}}                                         | true",
                "307 | {}                                                                                | true",
                "422 | {}                                                                                | false"
            },
            quoteCharacter = '^')
    void aRefusalWithoutAKnownReasonMayConcernAllRequests(int status, String body, boolean all) {
        Outcome outcome = OpenAiAnswers.OPENAI.read(
                "/v1/responses", status, HeaderValues.NONE, body.replace('\'', '"'), Instant.EPOCH);

        assertThat(((Outcome.Refused) outcome).mayConcernAll()).isEqualTo(all);
    }

    @Test
    void anErrorOfNullIsNone() {
        Outcome outcome = OpenAiAnswers.OPENAI.read(
                "/v1/responses",
                200,
                HeaderValues.NONE,
                "{\"error\":null,\"output\":[{\"type\":\"function_call\"}]}",
                Instant.EPOCH);

        assertThat(outcome).isInstanceOf(Outcome.Answered.class);
    }

    @Test
    void anErrorsCodeIsItsCodeOrItsTypeOrItsStatus() {
        assertThat(code("{\"error\":{\"code\":\"c\",\"type\":\"t\"}}")).isEqualTo("c");
        assertThat(code("{\"error\":{\"code\":null,\"type\":\"t\"}}")).isEqualTo("t");
        assertThat(code("{\"error\":\"text\"}")).isEqualTo("http_400");
        assertThat(code("<html>")).isEqualTo("http_400");
        assertThat(((Outcome.Failed) OpenAiAnswers.OPENAI.read(
                                "/v1/responses",
                                200,
                                HeaderValues.NONE,
                                "{\"success\":false,\"message\":\"bad\"}",
                                Instant.EPOCH))
                        .error()
                        .code())
                .isEqualTo("provider_error");
    }

    @ParameterizedTest
    @CsvSource({
        "retry-after-ms, 1500.5, PT1.5005S",
        "retry-after, 2, PT2S",
        "retry-after, 0.25, PT0.25S",
        "'retry-after', 'Thu, 01 Jan 1970 00:00:30 GMT', PT30S",
        "retry-after, 86400, PT10M",
        "retry-after, 1e300, PT10M",
        "retry-after, -5,",
        "retry-after, soon,",
        "retry-after, NaN,",
        "x, 1,",
    })
    void retryAfterIsReadInAllItsForms(String name, String value, String expected) {
        Map<String, String> headers = Map.of(name, value);

        var wait = RetryAfter.of(header -> Optional.ofNullable(headers.get(header)), Instant.EPOCH);

        assertThat(wait == null ? null : wait.toString()).isEqualTo(expected);
    }

    @Test
    void millisecondsGoBeforeSeconds() {
        Map<String, String> headers = Map.of("retry-after-ms", "10", "retry-after", "9");

        assertThat(RetryAfter.of(header -> Optional.ofNullable(headers.get(header)), Instant.EPOCH))
                .hasMillis(10);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "400 | {'object':'error','message':{'detail':[{'type':'missing','loc':['body','model'],'msg':'Field required'}]}} | body.model: Field required",
                "422 | {'detail':[{'loc':['body','messages',0,'role'],'msg':'field required'},{'msg':'too long'}]} | body.messages.0.role: field required; too long",
                "422 | {'detail':'no such thing'}                                             | no such thing",
                "400 | [{'error':{'code':400,'message':'API key not valid.','details':[{'reason':'API_KEY_INVALID'}]}}] | API key not valid.",
                "400 | {'error':{'message':'Provider returned error','code':400,'metadata':{'raw':'{\"x\":1}'}}} | Provider returned error: {\"x\":1}",
                "400 | {'error':{'message':'{\"error\":{\"message\":\"inner\"}}'}}      | inner",
                "400 | {'msg':'bad','code':7}                                                | bad",
                "502 | <html><head><title>502 Bad Gateway</title></head></html> | the provider answered with status 502 and an HTML page titled \"502 Bad Gateway\"",
                "503 | upstream connect error                                               | the provider answered with status 503 and a text that is not JSON: upstream connect error",
                "200 | {'choices':[{'finish_reason':'error','error':{'code':502}}]} | the provider answered 200 with an error that has no message (code 502)",
                "200 | {'detail':'Model is loading'}                                         | Model is loading",
                "200 | {'error_code':18,'error_msg':'request limit reached'}               | request limit reached",
                "500 | {}                                                                    | the provider answered with status 500"
            })
    void aReasonIsKeptInFullWhateverItsForm(int status, String body, String message) {
        String json = body.replace("\"", "\\\"").replace('\'', '"');

        Outcome outcome = OpenAiAnswers.OPENAI.read("/v1/responses", status, HeaderValues.NONE, json, Instant.EPOCH);

        assertThat(((Outcome.Failed) outcome).error().message()).isEqualTo(message);
    }

    @Test
    void aKeyThatGoogleRefusesWithinAnArrayOrATextBlocksThePool() {
        String array = "[{\"error\":{\"code\":400,\"message\":\"API key not valid. Please pass a valid API key.\","
                + "\"status\":\"INVALID_ARGUMENT\",\"details\":[{\"reason\":\"API_KEY_INVALID\"}]}}]";
        String text = JsonText.MAPPER
                .createObjectNode()
                .set("error", JsonText.MAPPER.createObjectNode().put("message", array))
                .toString();

        assertThat(OpenAiAnswers.OPENAI.read("/v1/responses", 400, HeaderValues.NONE, array, Instant.EPOCH))
                .isInstanceOf(Outcome.Blocked.class);
        assertThat(OpenAiAnswers.OPENAI.read("/v1/responses", 400, HeaderValues.NONE, text, Instant.EPOCH))
                .isInstanceOf(Outcome.Blocked.class);
    }

    private static String code(String body) {
        return ((Outcome.Refused)
                        OpenAiAnswers.OPENAI.read("/v1/responses", 400, HeaderValues.NONE, body, Instant.EPOCH))
                .error()
                .code();
    }
}
