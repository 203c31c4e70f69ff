.PHONY: check test it attacks slow chaos format up demo histories
SET ?= 0.1

check: ; .ci/run
# Without a server: of all modules, or of one (M=limits) or one class (M=limits T=RateLimiterTest).
test: ; mvn -q -B $(if $(M),-pl $(M)) test $(if $(T),-Dtest=$(T))
# End to end, all or one class (T=RunIT).
it: ; mvn -q -B -pl starter verify -Dtest=none $(if $(T),-Dit.test=$(T))
# What hostile requests take of the memory, and how long others wait meanwhile; only an idle machine shows it.
attacks:
	rm -f starter/target/attacks.md
	-mvn -q -B -pl starter verify -Dtest=none -Dit.test='HostileSizesIT,HostilePatternsIT'
	cat starter/target/attacks.md
slow: ; mvn -B verify -Pslow
# Kills, pauses, cut wires, full disks, an hour of them; each writes its row into docs/chaos.md. Some by T=ChaosDiskIT.
chaos: ; mvn -B -pl starter verify -Pchaos -Dtest=none $(if $(T),-Dit.test='$(T)')
format: ; mvn -q -B spotless:apply
up: ; ./penstock up
demo: ; ./penstock run examples/reviews.jsonl
histories: ; mvn -q -B -pl workflows -am test -Dtest='Record*' -Dsurefire.failIfNoSpecifiedTests=false -Dhistories=$(SET)
