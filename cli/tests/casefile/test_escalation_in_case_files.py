"""Talks, labour conflicts, warnings and sanctions in case files, calculated as the platform decides."""
from cli.tests.test_calculate_case_files import LIFTED, SUSPENDED, calculated, case, sick, totals


class TestCaseFiles:
    def test_refuse_a_sanction_whose_steps_are_told_and_not_complete(self):
        told = [{"on": "2026-05-01", "do": "record_talk"}, {"on": "2026-05-04", "do": "warn"},
                {"on": "2026-05-11", "do": "warn", "given_on": "2026-05-04"}]
        stopped, again = SUSPENDED | {"kind": "STOP"}, SUSPENDED | {"on": "2026-05-12", "kind": "STOP", "from": "2026-05-12"}
        line = case(sick("2026-03-02"), *told, stopped, {"on": "2026-05-12", "do": "warn"}, again, until="2026-05-31")

        assert [(each["entry"], each["code"]) for each in calculated("benefits", line)["refused"]] == [
            (4, "sanction.insufficient_warnings")]
        assert totals(line)["2026-05"] == "2240.00"

    def test_refuse_steps_of_a_conflict_out_of_order(self):
        on = {"on": "2026-05-11"}
        steps = [{"do": "summon"}, {"do": "give_verdict", "verdict": "NOT_ILL"}, {"do": "summon"}, {"do": "request_work"},
                 {"do": "summon"}, {"do": "close_conflict", "outcome": "PART_WAYS"},
                 {"do": "postpone_conflict", "document": False},
                 {"do": "request_mediation"}, {"do": "start_mediation", "mediator": "M. Bakker"},
                 {"do": "close_conflict", "outcome": "PART_WAYS"}, {"do": "request_mediation"}]
        line = case(sick("2026-03-02", labour_conflict=True), *[on | step for step in steps], until="2026-05-31")

        assert [(each["entry"], each["code"]) for each in calculated("benefits", line)["refused"]] == [
            (1, "summons.no_medical_basis"), (3, "summons.request_first"), (6, "conflict.wrong_state"),
            (7, "conflict.postponement_not_documented"), (11, "conflict.wrong_state")]

    def test_refuse_to_lift_a_sanction_that_is_not_there(self):
        line = case(LIFTED | {"on": "2026-03-02"}, sick("2026-03-02"), LIFTED, SUSPENDED | {"on": "2026-06-04"},
                    *[LIFTED | {"on": "2026-06-08"}] * 2, until="2026-06-30")

        assert [each["code"] for each in calculated("benefits", line)["refused"]] == [
            "dossier.not_found", "sanction.not_found", "sanction.already_lifted"]
