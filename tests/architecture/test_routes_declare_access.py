"""Every route declares who may call it, because a route without a declaration is open to all."""
import pytest

from cli.contracts.openapi import build_app
from shared.kernel.services import NAMES

WITHOUT_DECLARATION = {
    "api-docs.openapi_json": "the published contract itself; it says nothing of anyone",
    "login.static": "style sheet of the login pages",
}


@pytest.fixture(scope="module", params=NAMES)
def app(request, new_database):
    built = build_app(request.param, new_database(request.param))
    yield built
    built.extensions["database"].dispose()


class TestEveryRoute:
    def test_declares_who_may_call_it(self, app):
        silent = {name for name, view in app.view_functions.items() if not hasattr(view, "access")}

        assert silent <= WITHOUT_DECLARATION.keys()

    def test_of_the_api_is_closed_to_the_public(self, app):
        open_views = {rule.endpoint for rule in app.url_map.iter_rules() if rule.rule.startswith(("/v1", "/admin/v1"))
                      and getattr(app.view_functions[rule.endpoint], "access", None) == "public"}

        assert not open_views

    def test_that_is_closed_admits_somebody(self, app):
        declared = {name: view.access for name, view in app.view_functions.items() if hasattr(view, "access")}

        assert not [name for name, access in declared.items() if not access]

    def test_of_the_api_answers_401_without_a_token(self, app):
        client = app.test_client()
        answers = {}
        for rule in app.url_map.iter_rules():
            if rule.rule.startswith(("/v1", "/admin/v1")):
                path = rule.rule.replace("<int:", "<")
                while "<" in path:
                    path = f"{path[:path.index('<')]}1{path[path.index('>') + 1:]}"
                for method in rule.methods - {"HEAD", "OPTIONS"}:
                    answers[method, rule.rule] = client.open(path, method=method, json={}).status_code

        assert answers
        assert {call for call, status in answers.items() if status != 401} == set()
