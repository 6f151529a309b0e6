"""Orang: who is of the office, and in which role."""

from __future__ import annotations

from django.http.response import HttpResponseBase
from django.shortcuts import render

from pipeline.catalogue import models
from pipeline.document import Role
from pipeline.web.rules import ActorRequest, allowed


@allowed(Role.ADMIN)
def people(request: ActorRequest) -> HttpResponseBase:
    """The people, by name."""
    return render(request, "web/people.html", {"people": models.Person.objects.order_by("name")})
