package dev.penstock.providers.anthropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.providers.JsonText;
import dev.penstock.providers.wire.UntranslatableRequestException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChatRequestTest {
    private static final String HI = "'model':'claude-sonnet-5','messages':[{'role':'user','content':'Hi'}]";

    @Test
    void aChatIsAMessageWithALimitThatAnthropicRequires() {
        assertThat(translated("{%s}".formatted(HI)))
                .isEqualTo(json("{'model':'claude-sonnet-5','max_tokens':4096,"
                        + "'messages':[{'role':'user','content':[{'type':'text','text':'Hi'}]}]}"));
    }

    @Test
    void instructionsAtTheBeginningAreTheSystemPrompt() {
        JsonNode message = translated("""
                {'model':'m','messages':[
                 {'role':'system','content':'Be brief.'},{'role':'developer','content':[{'type':'text','text':'Be kind.'}]},
                 {'role':'user','content':'Hi'}]}""");

        assertThat(message.path("system"))
                .isEqualTo(json("[{'type':'text','text':'Be brief.'},{'type':'text','text':'Be kind.'}]"));
        assertThat(message.path("messages")).hasSize(1);
    }

    @Test
    void imagesAndDocumentsAreSourcesOfTheirKind() {
        JsonNode message = translated("""
                {'model':'m','messages':[{'role':'user','content':[
                 {'type':'text','text':''},
                 {'type':'image_url','image_url':{'url':'data:image/png;base64,aGk='}},
                 {'type':'image_url','image_url':{'url':'https://example.com/a.jpg'}},
                 {'type':'file','file':{'filename':'a.pdf','file_data':'data:application/pdf;base64,JVBERg=='}},
                 {'type':'text','text':'What is it?','cache_control':{'type':'ephemeral'}}]}]}""");

        assertThat(message.at("/messages/0/content")).isEqualTo(json("""
                [{'type':'image','source':{'type':'base64','media_type':'image/png','data':'aGk='}},
                 {'type':'image','source':{'type':'url','url':'https://example.com/a.jpg'}},
                 {'type':'document','source':{'type':'base64','media_type':'application/pdf','data':'JVBERg=='},'title':'a.pdf'},
                 {'type':'text','text':'What is it?','cache_control':{'type':'ephemeral'}}]"""));
    }

    @Test
    void callsOfToolsAndAllTheirResultsAreMessagesInTurn() {
        JsonNode message = translated("""
                {'model':'m','messages':[
                 {'role':'user','content':'Weather?'},
                 {'role':'assistant','content':null,'tool_calls':[
                  {'id':'c1','type':'function','function':{'name':'weather','arguments':'{\\"city\\":\\"Rome\\"}'}},
                  {'id':'c2','type':'function','function':{'name':'time','arguments':''}}]},
                 {'role':'tool','tool_call_id':'c1','content':'sunny'},
                 {'role':'tool','tool_call_id':'c2','content':[{'type':'text','text':'noon'}]},
                 {'role':'user','content':'Well?'}]}""");

        assertThat(message.path("messages")).isEqualTo(json("""
                [{'role':'user','content':[{'type':'text','text':'Weather?'}]},
                 {'role':'assistant','content':[
                  {'type':'tool_use','id':'c1','name':'weather','input':{'city':'Rome'}},
                  {'type':'tool_use','id':'c2','name':'time','input':{}}]},
                 {'role':'user','content':[
                  {'type':'tool_result','tool_use_id':'c1','content':[{'type':'text','text':'sunny'}]},
                  {'type':'tool_result','tool_use_id':'c2','content':[{'type':'text','text':'noon'}]},
                  {'type':'text','text':'Well?'}]}]"""));
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            'max_completion_tokens':7,'max_tokens':9 | 'max_tokens':7
            'max_tokens':9                           | 'max_tokens':9
            'top_p':0.5,'top_k':4                    | 'max_tokens':4096,'top_p':0.5,'top_k':4
            'temperature':1,'top_p':0.5              | 'max_tokens':4096,'temperature':1
            'temperature':0.2,'top_p':1              | 'max_tokens':4096,'temperature':0.2
            'top_p':1.0                              | 'max_tokens':4096
            'temperature':null,'n':1,'logprobs':false,'stream':false | 'max_tokens':4096
            'stop':'END'                             | 'max_tokens':4096,'stop_sequences':['END']
            'stop':['A','B'],'seed':7                | 'max_tokens':4096,'stop_sequences':['A','B']
            'user':'u1'                              | 'max_tokens':4096,'metadata':{'user_id':'u1'}
            'metadata':{'user_id':'u2','x':'y'}      | 'max_tokens':4096,'metadata':{'user_id':'u2'}
            'service_tier':'auto'                    | 'max_tokens':4096
            'service_tier':'default'                 | 'max_tokens':4096,'service_tier':'standard_only'
            'response_format':{'type':'text'}        | 'max_tokens':4096
            'response_format':{'type':'json_schema','json_schema':{'name':'n','strict':true,'schema':{'type':'object'}}} | 'max_tokens':4096,'output_config':{'format':{'type':'json_schema','schema':{'type':'object'}}}
            'reasoning_effort':'none'                | 'max_tokens':4096,'thinking':{'type':'disabled'}
            'reasoning_effort':'high'                | 'max_tokens':28672,'thinking':{'type':'adaptive'},'output_config':{'effort':'high'}
            'reasoning_effort':'minimal','max_tokens':99 | 'max_tokens':99,'thinking':{'type':'adaptive'},'output_config':{'effort':'low'}
            'thinking':{'type':'disabled'}           | 'max_tokens':4096,'thinking':{'type':'disabled'}
            """)
    void parametersAreTranslated(String parameters, String expected) {
        ObjectNode message = translated("{%s,%s}".formatted(HI, parameters));
        message.remove(List.of("model", "messages"));

        assertThat(JsonText.parse(message.toString())).isEqualTo(json("{" + expected + "}"));
    }

    @ParameterizedTest(name = "{0} {1} is {2}")
    @CsvSource({
        "high, , 28672/24576",
        "high, 40000, 40000/24576",
        "high, 10000, 10000/5000",
        "low, 1500, 1500/1024",
        "medium, 12288, 12288/8192"
    })
    void modelsThatTakeNoEffortGetABudgetThatLeavesRoomForTheAnswer(
            String effort, @Nullable Integer most, String expected) {
        JsonNode message =
                translated("{'model':'claude-sonnet-4-5-20250929','messages':[{'role':'user','content':'Hi'}],"
                        + "'reasoning_effort':'" + effort + "'" + (most == null ? "" : ",'max_tokens':" + most) + "}");

        assertThat(message.path("max_tokens") + "/" + message.at("/thinking/budget_tokens"))
                .isEqualTo(expected);
        assertThat(message.at("/thinking/type").asText()).isEqualTo("enabled");
    }

    @Test
    void toolsAreFunctionsAndTheirChoiceHasAnotherName() {
        JsonNode message = translated("""
                {%s,'parallel_tool_calls':false,'tool_choice':'required','tools':[
                 {'type':'function','function':{'name':'f','description':'d','strict':true,'parameters':{'type':'object','properties':{'a':{}}}}},
                 {'type':'function','function':{'name':'g'}}]}""".formatted(HI));

        assertThat(message.path("tools")).isEqualTo(json("""
                [{'name':'f','description':'d','input_schema':{'type':'object','properties':{'a':{}}},'strict':true},
                 {'name':'g','input_schema':{'type':'object','properties':{}}}]"""));
        assertThat(message.path("tool_choice")).isEqualTo(json("{'type':'any','disable_parallel_tool_use':true}"));
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            'auto'                                      |
            'none'                                      | {'type':'none'}
            'required'                                  | {'type':'any'}
            {'type':'function','function':{'name':'f'}} | {'type':'tool','name':'f'}
            """)
    void aChoiceOfToolsIsTranslated(String choice, @Nullable String expected) {
        JsonNode message = translated(
                "{%s,'tool_choice':%s,'tools':[{'type':'function','function':{'name':'f'}}]}".formatted(HI, choice));

        assertThat(message.path("tool_choice"))
                .isEqualTo(expected == null ? JsonText.MAPPER.missingNode() : json(expected));
    }

    @ParameterizedTest(name = "{0} is refused")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            'n':2                    | n                | Anthropic has nothing like 'n'; make n requests, or use another provider
            'logit_bias':{'1':2}     | logit_bias       | Anthropic has nothing like 'logit_bias'; leave it out, or use another provider
            'frequency_penalty':0.5  | frequency_penalty | Anthropic has nothing like 'frequency_penalty'; leave it out, or use another provider
            'anything':1             | anything         | Anthropic has nothing like 'anything'; leave it out, or use another provider
            'temperature':1.5        | temperature      | temperature must be from 0 to 1 at Anthropic, not 1.5
            'reasoning_effort':'max' | reasoning_effort | reasoning_effort must be one of none, minimal, low, medium, high, xhigh, not 'max'
            'response_format':{'type':'json_object'} | response_format | Anthropic has no response_format json_object; give a json_schema (--schema FILE), or ask for JSON in the prompt
            'tools':[{'type':'custom'}] | tools[0]      | tools[0] is of type 'custom'; only functions can be called at Anthropic in this format
            'tools':[{'type':'function','function':{'name':'f'}}],'tool_choice':{'type':'allowed_tools'} | tool_choice | tool_choice 'allowed_tools' has no counterpart at Anthropic; use auto, none, required or one function
            """)
    void whatAnthropicHasNoWordForIsRefusedByName(String parameters, String field, String message) {
        assertRefused("{%s,%s}".formatted(HI, parameters), field, message);
    }

    @ParameterizedTest(name = "{0} is refused")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            {'role':'user','content':'Hi'},{'role':'system','content':'x'} | messages[1] | messages[1] is an instruction after the conversation has begun, and Anthropic takes them at the beginning only; move it there
            {'role':'user','content':[{'type':'input_audio'}]} | messages[0].content[0] | messages[0].content[0] is of type 'input_audio', which Anthropic does not take; it takes text, image_url and PDFs as file
            {'role':'user','content':[{'type':'file','file':{'file_id':'f'}}]} | messages[0].content[0] | messages[0].content[0] is a file that is no PDF in file_data; Anthropic takes others only as text
            {'role':'user','content':[{'type':'image_url','image_url':{'url':'a.png'}}]} | messages[0].content[0] | messages[0].content[0] has an image that is neither in Base64 (data:image/png;base64,…) nor at an address
            {'role':'assistant','tool_calls':[{'id':'c','function':{'name':'f','arguments':'[1'}}]} | messages[0].tool_calls | messages[0].tool_calls has arguments that are not a JSON object, which Anthropic requires
            {'role':'function','content':'x'} | messages[0].role | messages[0] has role 'function', which Anthropic does not have
            """)
    void aMessageThatAnthropicHasNoWordForIsRefusedWithItsPlace(String messages, String field, String message) {
        assertRefused("{'model':'m','messages':[%s]}".formatted(messages), field, message);
    }

    @Test
    void otherEndpointsAreRefusedAndItsOwnIsNotTouched() {
        ObjectNode body = (ObjectNode) json("{'model':'m','anything':{'deep':[1]}}");

        assertThat(AnthropicRequests.message("/v1/messages", body)).isEqualTo(body);
        assertThatThrownBy(() -> AnthropicRequests.message("/v1/embeddings", body))
                .hasMessage("Anthropic has no /v1/embeddings; requests can go to /v1/chat/completions or /v1/messages");
    }

    private static void assertRefused(String chat, String field, String message) {
        assertThatThrownBy(() -> translated(chat))
                .isInstanceOfSatisfying(
                        UntranslatableRequestException.class,
                        refused -> assertThat(refused.field()).isEqualTo(field))
                .hasMessage(message);
    }

    private static ObjectNode translated(String chat) {
        return ChatRequest.translate((ObjectNode) json(chat));
    }

    private static JsonNode json(String text) {
        return JsonText.parse(text.replace('\'', '"'));
    }
}
