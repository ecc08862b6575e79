"""The fields of an application, each written once: form, timeline, import, export, API and print follow this table.

Not here: how a value is drawn (app.applications.ui) or read from the database (app.applications.selects).
"""

from __future__ import annotations

from app.applications.application_field import ApplicationField
from app.kit import formats
from app.kit.i18n import N_

# In the order in which the timeline, the import plan and the export list them.
FIELDS: tuple[ApplicationField, ...] = (
    ApplicationField(
        name="title",
        label=N_("Job title"),
        placeholder=N_("Data Engineer"),
        edit_row=1,
        add_row=1,
        phrase=N_("title"),
        import_label=N_("Title"),
        import_headings=(
            "title, job title, position, position title, role, role title, job, job name, job position, "
            "job role, vacancy, opening, opportunity, name, bezeichnung, stelle, stellenbezeichnung, "
            "stellentitel, jobtitel, beruf, rolle, titel, poste, intitule, intitule du poste, titre, "
            "titre du poste, offre, emploi, puesto, puesto de trabajo, cargo, titulo, titulo del puesto, "
            "vacante, oferta"
        ),
        export_heading="Title",
        is_in_api=True,
        api_description="The job's title.",
    ),
    ApplicationField(
        name="company",
        label=N_("Company"),
        edit_row=2,
        add_row=2,
        phrase=N_("company"),
        import_label=N_("Company"),
        import_headings=(
            "company, company name, employer, employer name, organization, organisation, firm, business, "
            "firma, firmenname, unternehmen, arbeitgeber, entreprise, societe, nom de l entreprise, "
            "employeur, empresa, nombre de la empresa, empleador, compania"
        ),
        export_heading="Company",
        is_in_api=True,
    ),
    ApplicationField(
        name="location",
        label=N_("Location"),
        edit_row=2,
        add_row=3,
        phrase=N_("location"),
        import_label=N_("Location"),
        import_headings=(
            "location, job location, city, place, where, office, ort, arbeitsort, standort, stadt, "
            "einsatzort, lieu, ville, localisation, lieu de travail, ubicacion, lugar, ciudad, localidad"
        ),
        export_heading="Location",
        is_in_api=True,
        print_below="company",
    ),
    ApplicationField(
        name="url",
        store="column",
        kind="link",
        column="job_post_url",
        max_length=2_000,
        label=N_("Link to the job post"),
        placeholder="https://",
        edit_row=4,
        add_row=3,
        phrase=N_("link"),
        import_label=N_("Link"),
        import_headings=(
            "url, link, job url, job link, job posting url, job post url, posting, posting url, posting "
            "link, application link, link to job, link to posting, link to job posting, link to job "
            "description, job posting, website, webseite, stellenanzeige, anzeige, lien, lien de l offre, "
            "annonce, enlace, enlace a la oferta, anuncio"
        ),
        export_heading="Link",
        is_in_api=True,
        api_description="The link to the job post.",
    ),
    ApplicationField(
        name="stage",
        store="elsewhere",
        is_editable=False,
        label=N_("Stage"),
        add_row=4,
        phrase=N_("stage"),
        import_label=N_("Stage"),
        import_headings=(
            "stage, status, job status, application status, application stage, current status, state, "
            "list, list name, board, column, phase, progress, outcome, result, stand, bewerbungsstatus, "
            "ergebnis, statut, etat, etape, resultat, estado, etapa, fase, resultado, situacion"
        ),
        export_heading="Stage",
        is_in_api=True,
        api_description="The column of the board.",
    ),
    ApplicationField(
        name="status",
        store="column",
        is_editable=False,
        phrase=N_("status"),
        export_heading="Status",
    ),
    ApplicationField(
        name="applied_at",
        store="column",
        kind="date",
        label=N_("Applied on"),
        edit_row=3,
        add_row=4,
        phrase=N_("application date"),
        import_label=N_("Application date"),
        import_headings=(
            "applied, applied at, applied on, applied date, date applied, application date, date of "
            "application, date sent, submitted, date submitted, submission date, applied time, date, "
            "datum, beworben, beworben am, bewerbungsdatum, bewerbung am, bewerbung vom, datum der "
            "bewerbung, abgeschickt am, date de candidature, date de la candidature, date d envoi, "
            "candidature le, postule le, fecha, fecha de solicitud, fecha de aplicacion, fecha de "
            "postulacion, fecha de candidatura, fecha de envio, aplicado el"
        ),
        export_heading="Applied",
        is_in_api=True,
    ),
    ApplicationField(
        name="response_at",
        store="column",
        kind="date",
        label=N_("Answered on"),
        edit_row=3,
        phrase=N_("answer date"),
        import_label=N_("Answer date"),
        import_headings=(
            "response, response at, response date, date of response, date responded, responded, reply, "
            "reply date, answered, answered on, answer date, heard back, heard back on, antwort, antwort "
            "am, antwortdatum, ruckmeldung, ruckmeldung am, reponse, date de reponse, reponse le, "
            "respuesta, fecha de respuesta"
        ),
        export_heading="Response",
        is_in_api=True,
    ),
    ApplicationField(
        name="interview_at",
        store="elsewhere",
        kind="date",
        is_editable=False,
        phrase=N_("interview date"),
        import_label=N_("Interview"),
        import_headings=(
            "interview, interview date, interview at, interview on, date of interview, interview time, "
            "first interview, gesprach, gesprach am, vorstellungsgesprach, vorstellungsgesprach am, "
            "entretien, date d entretien, date de l entretien, entrevista, fecha de entrevista, fecha de "
            "la entrevista"
        ),
    ),
    ApplicationField(
        name="follow_up_at",
        store="column",
        kind="date",
        is_editable=False,
        phrase=N_("follow-up date"),
        import_label=N_("Follow-up date"),
        import_headings=(
            "follow up, follow up at, follow up date, follow up on, followup, followup date, next follow "
            "up, next action date, reminder, wiedervorlage, nachfassen, nachfassen am, erinnerung, "
            "relance, date de relance, relance le, seguimiento, fecha de seguimiento, recordatorio"
        ),
        export_heading="Follow-up",
        is_in_api=True,
        api_description="The next follow-up.",
    ),
    ApplicationField(
        name="workplace_type",
        kind="choice",
        choices=formats.WORKPLACE_LABELS,
        label=N_("Workplace"),
        edit_row=6,
        phrase=N_("workplace"),
    ),
    ApplicationField(name="employment_type", phrase=N_("employment type")),
    ApplicationField(name="experience_level", phrase=N_("experience level")),
    ApplicationField(
        name="salary_min",
        kind="amount",
        label=N_("Pay from"),
        edit_row=5,
        form_width=2,
        phrase=N_("minimum pay"),
    ),
    ApplicationField(
        name="salary_max",
        kind="amount",
        label=N_("Pay to"),
        edit_row=5,
        form_width=2,
        phrase=N_("maximum pay"),
    ),
    ApplicationField(
        name="currency",
        kind="currency",
        max_length=3,
        label=N_("Currency"),
        edit_row=5,
        form_width=1.2,
        phrase=N_("currency"),
    ),
    ApplicationField(
        name="salary_period",
        kind="choice",
        choices={period: period for period in ("hour", "day", "week", "month", "year")},
        label=N_("Per"),
        edit_row=5,
        form_width=1.6,
        phrase=N_("pay period"),
    ),
    ApplicationField(
        name="created_at",
        store="column",
        kind="date",
        is_editable=False,
        phrase=N_("creation date"),
        import_label=N_("Creation date"),
        import_headings=(
            "created, created at, created on, created time, date added, added, added on, date saved, "
            "saved at, saved on, erstellt, erstellt am, angelegt am, cree le, date de creation, ajoute "
            "le, creado, creado el, fecha de creacion"
        ),
    ),
    ApplicationField(
        name="notes",
        store="column",
        kind="text",
        max_length=10_000,
        label=N_("Notes"),
        edit_row=8,
        add_row=6,
        phrase=N_("notes"),
        import_label=N_("Notes"),
        import_headings=(
            "note, notes, comment, comments, remark, remarks, notiz, notizen, bemerkung, bemerkungen, "
            "anmerkungen, kommentar, kommentare, remarque, remarques, commentaire, commentaires, nota, "
            "notas, comentario, comentarios, observaciones"
        ),
        export_heading="Notes",
        is_in_api=True,
    ),
    ApplicationField(
        name="referred_by",
        store="details",
        label=N_("Referred by"),
        placeholder=N_("Who recommended you"),
        edit_row=7,
        add_row=5,
        phrase=N_("referral"),
        import_label=N_("Referred by"),
        import_headings=(
            "referred by, referral, referrer, referral name, referred from, recommended by, recommendation, "
            "empfohlen von, empfohlen durch, empfehlung, empfehlung von, recommande par, recommandation, "
            "recommandation de, coopte par, cooptation, recomendado por, recomendada por, recomendacion, "
            "referido por, referida por"
        ),
        export_heading="Referred by",
        is_in_api=True,
        api_description="Who referred the applicant.",
        print_below="how",
        print_phrase=N_("Referred by {value}"),
    ),
)
FIELDS_BY_NAME = {field.name: field for field in FIELDS}
EDITABLE_FIELDS = {field.name: field for field in FIELDS if field.is_editable}
DETAIL_FIELDS = tuple(field for field in FIELDS if field.store == "details")
SNAPSHOT_NAMES = frozenset(field.name for field in FIELDS if field.store == "snapshot")
EDITABLE_DATE_NAMES = tuple(name for name, field in EDITABLE_FIELDS.items() if field.kind == "date")
IMPORTED_FIELDS = tuple(field for field in FIELDS if field.import_headings)
IMPORTED_TEXT_NAMES = tuple(field.name for field in IMPORTED_FIELDS if field.is_editable and field.kind != "date")
