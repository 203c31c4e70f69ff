package dev.penstock.providers.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.providers.Outcome;
import dev.penstock.providers.wire.HeaderValues;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerContentTest {
    @ParameterizedTest(name = "{0} {1} is {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "chat | {'choices':[{'message':{'content':'hi'}}]}                                   | Answered",
                "chat | {'choices':[{'message':{'content':[{'type':'text','text':'hi'}]}}]}          | Answered",
                "chat | {'choices':[{'message':{'content':''}},{'message':{'content':'hi'}}]}        | Answered",
                "chat | {'choices':[{'message':{'content':'hi'}}],'error':{}}                        | Answered",
                "chat | {'choices':[{'message':{'content':'hi'}}],'error':null}                      | Answered",
                "chat | {'choices':[{'message':{'content':'hi'}}],'base_resp':{'status_code':0}}     | Answered",
                "chat | {'choices':[{'message':{'content':null,'tool_calls':[{'id':'a'}]}}]}         | Answered",
                "chat | {'choices':[{'message':{'content':null,'function_call':{'name':'a'}}}]}      | Answered",
                "chat | {'choices':[{'message':{'content':null,'refusal':'I cannot'}}]}              | Answered",
                "chat | {'choices':[{'message':{'content':null},'finish_reason':'content_filter'}]}  | Answered",
                "chat | {'choices':[{'message':{'content':''},'finish_reason':'content_filter_hate'}]} | Answered",
                "chat | {'choices':[{'message':{'content':''},'finish_reason':'sensitive'}]}         | Answered",
                "chat | {'choices':[{'message':{'content':''},'finish_reason':'SAFETY'}]}            | Answered",
                "chat | {'choices':[{'message':{'content':' '},'logprobs':{'content':[{'token':' '}]}}]} | Answered",
                "chat | {'choices':[{'message':{'content':''}}],'prompt_logprobs':[null,{'1':{}}]}   | Answered",
                "chat | {'choices':[{'message':{'content':''},'logprobs':null}]}                     | empty_answer",
                "chat | {'choices':[{'message':{'content':''},'logprobs':{'content':null}}]}         | empty_answer",
                "chat | {'choices':[{'message':{'content':''},'finish_reason':'stop'}]}              | empty_answer",
                "chat | {'choices':[{'message':{'content':' \\n'}}]}                                  | empty_answer",
                "chat | {'choices':[{'message':{'content':null,'tool_calls':[]}}]}                   | empty_answer",
                "chat | {'choices':[{'message':{'content':null,'reasoning_content':'Well'}}]}        | empty_answer",
                "chat | {'choices':[{'message':{'content':[{'type':'thinking','thinking':[]}]}}]}    | empty_answer",
                "chat | {'choices':[]}                                                               | empty_answer",
                "chat | {'choices':null}                                                             | empty_answer",
                "chat | {'choices':[{}]}                                                             | empty_answer",
                "chat | {'id':'x','usage':{'prompt_tokens':1,'completion_tokens':1}}                 | empty_answer",
                "chat | {}                                                                           | empty_answer",
                "chat | {'choices':[{'message':{'content':'echo: '},'finish_reason':'error','error':{'code':502}}]} |"
                        + " Lost",
                "chat | {'choices':[{'message':{'content':'echo: '},'finish_reason':'error'}]}       | Lost",
                "chat | {'choices':null,'base_resp':{'status_code':1002,'status_msg':'rate limit'}}  | Throttled",
                "chat | {'choices':null,'base_resp':{'status_code':1008,'status_msg':'insufficient balance'}} |"
                        + " Blocked",
                "chat | {'choices':null,'base_resp':{'status_code':1026,'status_msg':'sensitive'}}   | Refused",
                "chat | {'code':50001,'msg':'system busy','data':null}                               | Lost",
                "chat | {'success':false,'message':'bad input'}                                      | Refused",
                "chat | {'object':'error','message':'no','code':400}                                 | Refused",
                "chat | {'error':'model busy, try again'}                                            | Lost",
                "chat | [{'error':{'code':503,'message':'no'}}]                                      | Lost",
                "chat | [{'choices':[]}]                                                             |"
                        + " invalid_response",
                "chat | {'choices':[{'message':{'content':'hi'}}],'error':{}}                        | Answered",
                "chat | {'choices':[{'message':{'content':'hi'}}],'error':{'code':0,'message':''}}   | Answered",
                "chat | {'choices':[{'message':{'content':'hi'}}],'error':{'code':null,'details':[]}} | Answered",
                "chat | {'choices':[{'message':{'content':'hi'}}],'error':{'code':'0','message':'success'}} | Answered",
                "chat | {'choices':[{'message':{'content':'hi'}}],'error':{'code':17,'message':''}}  | Refused",
                "chat | {'choices':[{'message':{'content':'<think>\\nhm\\n</think>\\n'}}]}             | empty_answer",
                "chat | {'choices':[{'message':{'content':'<think>hm</think> 4'}}]}                  | Answered",
                "chat | {'detail':'Model is loading'}                                                | Lost",
                "chat | {'code':'InvalidParameter','message':'url error','request_id':'x'}           | Refused",
                "chat | {'error_code':18,'error_msg':'Open api qps request limit reached'}           | Throttled",
                "chat | {'code':0,'msg':'success','data':{'id':'x'}}                                 | empty_answer",
                "chat | {'code':200,'message':'OK'}                                                  | empty_answer",
                "text | {'choices':[{'text':'hi'}]}                                                  | Answered",
                "text | {'choices':[{'text':'','prompt_logprobs':[null,{'1':{}}]}]}                  | Answered",
                "text | {'choices':[{'text':' ','logprobs':{'tokens':[' ']}}]}                       | Answered",
                "text | {'choices':[{'text':''}]}                                                    | empty_answer",
                "embeddings | {'data':[{'embedding':[0.1]}]}                                         | Answered",
                "embeddings | {'data':[{'embedding':'AACAPw=='}]}                                    | Answered",
                "embeddings | {'data':[{'embedding':[0.1,null]}]}                                    | invalid_embedding",
                "embeddings | {'data':[{'embedding':[0.1,NaN]}]}                                     | invalid_embedding",
                "embeddings | {'data':[{'embedding':[-Infinity]}]}                                   | invalid_embedding",
                "embeddings | {'data':[{'embedding':[1e999]}]}                                       | invalid_embedding",
                "embeddings | {'data':[{'embedding':['NaN']}]}                                       | invalid_embedding",
                "embeddings | {'data':[{'embedding':[1]},{'embedding':[NaN]}]}                       | invalid_embedding",
                "embeddings | {'data':[{'embedding':[[0.1],[null]]}]}                                | invalid_embedding",
                "embeddings | {'data':[{'embedding':'AACAPwAAwH8='}]}                                | invalid_embedding",
                "embeddings | {'data':[{'embedding':{'indices':[1],'values':[0.5]}}]}                | Answered",
                "embeddings | {'data':[{'embedding':[]}]}                                            | empty_answer",
                "embeddings | {'data':[]}                                                            | empty_answer",
                "embeddings | {'choices':[{'message':{'content':'hi'}}]}                             | empty_answer",
                "moderations | {'results':[{'flagged':false}]}                                       | Answered",
                "moderations | {'results':[]}                                                        | empty_answer",
                "images/generations | {'data':[{'b64_json':'aGk='}]}                                 | Answered",
                "images/generations | {'data':[{'url':'https://x/y.png'}]}                           | Answered",
                "images/generations | {'data':[{'revised_prompt':'a cat'}]}                          | empty_answer",
                "responses | {'output':[{'type':'message','content':[{'type':'output_text','text':'hi'}]}]} | Answered",
                "responses | {'output':[{'type':'message','content':[{'type':'refusal','refusal':'no'}]}]} | Answered",
                "responses | {'output':[{'type':'reasoning'},{'type':'function_call'}]}              | Answered",
                "responses | {'status':'queued','output':[]}                                         | Answered",
                "responses | {'status':'incomplete','incomplete_details':{'reason':'content_filter'},'output':[]} |"
                        + " Answered",
                "responses | {'output':[{'type':'reasoning'}]}                                       | empty_answer",
                "responses | {'output':[]}                                                           | empty_answer",
                "responses | {'status':'failed','error':{'code':'server_error','message':'x'},'output':[]} | Lost",
            })
    void anAnswerHasSomethingForTheReader(String endpoint, String body, String meaning) {
        String url = switch (endpoint) {
            case "chat" -> "/v1/chat/completions";
            case "text" -> "/v1/completions";
            default -> "/v1/" + endpoint;
        };

        Outcome outcome =
                OpenAiAnswers.OPENAI.read(url, 200, HeaderValues.NONE, body.replace('\'', '"'), Instant.EPOCH);

        assertThat(
                        outcome instanceof Outcome.Unusable unusable
                                ? unusable.error().code()
                                : outcome.getClass().getSimpleName())
                .isEqualTo(meaning);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "chat/completions |"
                        + " {'choices':[{'message':{'content':null,'reasoning':'Well'},'finish_reason':'length'}]} | raise"
                        + " max_tokens | 0",
                "chat/completions | {'choices':[{'message':{'content':''},'finish_reason':'length'}]} | raise"
                        + " max_tokens | 0",
                "chat/completions | {'choices':[{'message':{'content':''},'finish_reason':'MAX_TOKENS'}]} | raise"
                        + " max_tokens | 0",
                "chat/completions | {'choices':[{'message':{'content':''},'stop_reason':'max_tokens'}]} | raise"
                        + " max_tokens | 0",
                "completions | {'choices':[{'text':'','finish_reason':'length'}]} | raise max_tokens | 0",
                "responses | {'incomplete_details':{'reason':'max_output_tokens'},'output':[{'type':'reasoning'}]} |"
                        + " raise max_tokens | 0",
                "responses | {'incomplete_details':{'reason':'max_output_tokens'},'output':[]} | raise max_tokens | 0",
                "responses | {'output':[{'type':'reasoning'}]} | reasoning and nothing else | 1",
                "chat/completions |"
                        + " {'choices':[{'message':{'content':null,'reasoning':'Well'},'finish_reason':'stop'}]} |"
                        + " reasoning and nothing else | 1",
                "chat/completions | {'choices':[{'message':{'content':''}}]} | empty text | 2",
                "chat/completions | {'choices':[]} | nothing in it | 2",
            })
    void anEmptyAnswerSaysWhatCameKeepsItAndIsAskedForAgainWhereThatMayHelp(
            String endpoint, String body, String message, int retries) {
        String received = body.replace('\'', '"');

        Outcome outcome = OpenAiAnswers.OPENAI.read("/v1/" + endpoint, 200, HeaderValues.NONE, received, Instant.EPOCH);

        assertThat(outcome).isInstanceOfSatisfying(Outcome.Unusable.class, unusable -> {
            assertThat(unusable.error().message()).contains(message);
            assertThat(unusable.retries()).isEqualTo(retries);
            assertThat(unusable.response().body()).isEqualTo(received);
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "^<html><title>Sign in</title>^ | the provider answered 200 with an HTML page titled \"Sign in\"",
                "^^                             | the provider answered 200 with an empty body",
                "^{\"choices\":[{\"mess^ | the provider answered 200 with a body that is not a complete JSON object",
                "^\u0008\u0000\uFFFD\uFFFD,k^ | the provider answered 200 with bytes that are no text",
                "^OK^                           | the provider answered 200 with a text that is not JSON: OK",
            })
    void whatCannotBeReadIsNamed(String body, String message) {
        Outcome outcome =
                OpenAiAnswers.OPENAI.read("/v1/chat/completions", 200, HeaderValues.NONE, body, Instant.EPOCH);

        assertThat(((Outcome.Unusable) outcome).error().message()).isEqualTo(message);
        assertThat(((Outcome.Unusable) outcome).retries()).isEqualTo(1);
    }
}
