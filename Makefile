.PHONY: check format up demo histories
SET ?= 0.1

check: ; .ci/run
format: ; mvn -q -B spotless:apply
up: ; ./penstock up
demo: ; ./penstock run examples/reviews.jsonl
histories: ; mvn -q -B -pl workflows -am test -Dtest='Record*' -Dsurefire.failIfNoSpecifiedTests=false -Dhistories=$(SET)
