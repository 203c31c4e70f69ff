package dev.penstock.providers.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.providers.JsonText;
import org.junit.jupiter.api.Test;

final class ChunkMergeTest {
    private final ObjectNode whole = JsonText.MAPPER.createObjectNode();

    @Test
    void textsOfAMessageGrowAndWhatStandsBesideItIsReplaced() {
        message("{'content':'Hel','reasoning_content':'Hm'}");
        message("{'content':'lo','role':'assistant'}");
        message("{'role':'assistant'}");
        beside("{'content_filter_results':{'hate':{'severity':'safe'}},'logprobs':{'content':[1]}}");
        beside("{'content_filter_results':{'hate':{'severity':'safe'}},'logprobs':{'content':[2]}}");

        assertMerged("""
                {'content':'Hello','reasoning_content':'Hm','role':'assistant',\
                'content_filter_results':{'hate':{'severity':'safe'}},'logprobs':{'content':[1,2]}}""");
    }

    @Test
    void callsAreToldApartByTheirIdsWhereAllHaveOneIndex() {
        message("{'tool_calls':[{'index':0,'id':'a','function':{'name':'f','arguments':'{}'}}]}");
        message("{'tool_calls':[{'index':0,'id':'b','function':{'name':'g','arguments':'[]'}}]}");

        assertMerged("""
                {'tool_calls':[{'id':'a','function':{'name':'f','arguments':'{}'}},\
                {'id':'b','function':{'name':'g','arguments':'[]'}}]}""");
    }

    @Test
    void aCallComesInPartsAndNonsenseIsLeftOut() {
        message("{'tool_calls':[{'index':0,'id':'a','function':{'name':'f','arguments':'{'}}, 7]}");
        message("{'tool_calls':[{'index':0,'id':'','function':{'arguments':'}'}},{'index':-3,'id':'a','x':1}]}");

        assertMerged("{'tool_calls':[{'id':'a','function':{'name':'f','arguments':'{}'},'x':1}]}");
    }

    private void message(String part) {
        ChunkMerge.add(whole, JsonText.parse(part.replace('\'', '"')));
    }

    private void beside(String part) {
        ChunkMerge.update(whole, JsonText.parse(part.replace('\'', '"')));
    }

    private void assertMerged(String expected) {
        assertThat(ChunkMerge.finished(whole)).hasToString(expected.replace('\'', '"'));
    }
}
