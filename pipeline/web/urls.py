"""URL patterns. They are Indonesian, because people read them."""

from django.urls import path, register_converter

from pipeline.web.converters import Edges, RecordId
from pipeline.web.views import (
    access_book,
    account,
    bulk_actions,
    codes,
    due,
    home,
    ledger,
    login,
    page_images,
    people,
    queue,
    record,
    register,
    reread_progress,
    search,
    search_export,
    static,
    upload,
)

register_converter(RecordId, "record")
register_converter(Edges, "edges")

urlpatterns = [
    path("", home.home_page, name="home"),
    path("masuk/", login.login, name="login"),
    path("keluar/", login.logout, name="logout"),
    path("atas-nama/", login.on_behalf, name="on_behalf"),
    path("bahasa/", login.language, name="language"),
    path("static/<str:mark>/<path:name>", static.asset, name="asset"),
    path("antrean/", queue.queue, name="queue"),
    path("antrean/kabar/", queue.news, name="queue_news"),
    path("antrean/tindakan/", bulk_actions.batch, name="bulk_actions"),
    path("berkas/<record:record_id>/", record.record, name="record"),
    path("berkas/<record:record_id>/tindakan/", record.act, name="act"),
    path("berkas/<record:record_id>/simpan/", record.save, name="save"),
    path("berkas/<record:record_id>/teman/", record.presence, name="presence"),
    path("berkas/<record:record_id>/dibaca/", reread_progress.reread_progress, name="reread_progress"),
    path("berkas/<record:record_id>/kata/<int:number>.json", record.words, name="words"),
    path("berkas/<record:record_id>/potongan/<int:number>/<edges:edges>.jpg", page_images.excerpt, name="excerpt"),
    path("berkas/<record:record_id>/halaman/<int:number>-<int:width>.jpg", page_images.picture, name="picture"),
    path("berkas/<record:record_id>/asli/", page_images.original, name="original"),
    path("berkas/<record:record_id>/teks/", page_images.text, name="text"),
    path("kode/", codes.codes, name="codes"),
    path("cari/", search.search, name="search"),
    path("cari/saran/", search.suggestions, name="suggestions"),
    path("cari/unduh.<str:kind>", search_export.download, name="search_download"),
    path("daftar/", register.register, name="register"),
    path("daftar/unduh.<str:kind>", register.download, name="register_download"),
    path("jatuh-tempo/", due.due, name="due"),
    path("jatuh-tempo/peristiwa/", due.event, name="event"),
    path("jatuh-tempo/nama/", due.rename_dossier, name="name_dossier"),
    path("jatuh-tempo/tahan/", due.hold, name="hold"),
    path("jatuh-tempo/pindah/", due.transfer, name="transfer"),
    path("dikecualikan/", due.exempt, name="dik"),
    path("dikecualikan/unduh.<str:kind>", due.exempt_download, name="dik_download"),
    path("buku-rekap/", ledger.ledger, name="ledger"),
    path("buku-akses/", access_book.access_book, name="access_book"),
    path("unggah/", upload.upload, name="upload"),
    path("unggah/<slug:claim>/", upload.arrival, name="arrival"),
    path("orang/", people.people, name="people"),
    path("akun/", account.account, name="account"),
]
handler500 = "pipeline.web.storage_trouble.server_error"
"""What Django calls for an error that nobody caught."""
